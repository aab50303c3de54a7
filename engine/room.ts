import type { Manifest } from '../core/api/manifest.ts';
import { allParts, bytesOfParts } from '../core/parts/part-plan.ts';
import { isUnderWay } from '../core/downloads/reduce.ts';
import { readJournal } from './journal/journal.ts';
import { storageEstimate } from './storage-estimate.ts';
import { listParts } from './store/parts-store.ts';

/** How many bytes more than the browser would give the missing parts of a file need; 0 when there is room, or it does not tell. */
export async function lackingBytes(episodeId: string, manifest: Manifest): Promise<number> {
  const estimate = await storageEstimate();
  if (estimate === null) return 0;
  return Math.max(0, (await missingBytes(episodeId, manifest)) - (estimate.quota - estimate.usage));
}

/**
 * How many bytes to free after the browser has refused to store more. Chromium's estimate tells of more room than there is: all
 * that is missing is then the least that is sure to be enough.
 */
export const bytesToFree = async (episodeId: string, manifest: Manifest): Promise<number> =>
  (await lackingBytes(episodeId, manifest)) || missingBytes(episodeId, manifest);

async function missingBytes(episodeId: string, manifest: Manifest): Promise<number> {
  const stored = await listParts({ episodeId, etag: manifest.etag });
  const missing = allParts(manifest)
    .map(({ index }) => index)
    .filter((index) => !stored.has(index));
  return bytesOfParts(manifest, missing);
}

/** What the other downloads take, or will when they are complete. */
export async function bytesOfOthers(episodeId: string): Promise<number> {
  const entries = await readJournal();
  return [...entries.values()]
    .map(({ download }) => download)
    .filter((download) => download.episode.id !== episodeId)
    .filter((download) => download.status === 'complete' || isUnderWay(download))
    .reduce((sum, { generation, playable }) => sum + (generation?.bytes ?? 0) + (playable?.bytes ?? 0), 0);
}
