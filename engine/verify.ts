import { partCount } from '../core/parts/part-plan.ts';
import type { Download, Generation } from '../core/downloads/download.ts';
import { dispatch } from './journal/journal.ts';
import { discardStores, listParts, readManifest } from './store/parts-store.ts';

/** Whether every part of a generation, and its manifest, is in the store. Each part was checked when it was stored. */
export async function isWhole(episodeId: string, generation: Generation): Promise<boolean> {
  const address = { episodeId, etag: generation.etag };
  return (await listParts(address)).size === partCount(generation) && (await readManifest(address)) !== null;
}

/** Carries out the `verify` command. */
export async function verify(
  download: Extract<Download, { status: 'verifying' }>,
  nowMs: number,
): Promise<Download | null> {
  const { id } = download.episode;
  const whole = await isWhole(id, download.generation);
  const after = await dispatch(
    id,
    whole ? { type: 'verified', at: nowMs } : { type: 'parts-missing', at: nowMs },
  );
  // What played until now has made place for it.
  if (after?.status === 'complete') await discardStores(id, [after.generation.etag]);
  return after;
}
