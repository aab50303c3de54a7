import type { Manifest } from '../core/api/manifest.ts';
import { allParts, bytesOfParts } from '../core/parts/part-plan.ts';
import { listParts } from './store/parts-store.ts';

/** How many bytes more than the browser would give the missing parts of a file need; 0 when there is room, or it does not tell. */
export async function lackingBytes(episodeId: string, manifest: Manifest): Promise<number> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return 0;
  const stored = await listParts({ episodeId, etag: manifest.etag });
  const missing = allParts(manifest)
    .map(({ index }) => index)
    .filter((index) => !stored.has(index));
  return Math.max(0, bytesOfParts(manifest, missing) - (quota - usage));
}
