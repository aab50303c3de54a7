import type { Download } from '../core/downloads/download.ts';
import { bytesOfParts } from '../core/parts/part-plan.ts';
import { dispatch } from './journal/journal.ts';
import { discardPart, isPartRight, listParts, readManifest } from './store/parts-store.ts';

export interface CheckProgress {
  readonly checkedBytes: number;
  readonly totalBytes: number;
}

export interface DamagedDownload {
  readonly episodeId: string;
  readonly title: string;
  readonly damagedParts: number;
}

export interface CheckReport {
  readonly downloads: number;
  readonly parts: number;
  readonly damaged: readonly DamagedDownload[];
}

/**
 * Hashes every stored part of these downloads again. A part that is not what the manifest promises is thrown away, and its
 * download fetches it again; what is right stays.
 * @throws the reason of `signal` when it is aborted
 */
export async function checkStores(
  downloads: readonly Download[],
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckReport> {
  const stores = await Promise.all(downloads.map(storeOf));
  const known = stores.filter((store) => store !== null);
  const totalBytes = known.reduce((sum, { manifest, parts }) => sum + bytesOfParts(manifest, parts), 0);
  const damaged: DamagedDownload[] = [];
  let checkedBytes = 0;
  for (const { download, manifest, parts } of known) {
    const { id, title } = download.episode;
    let damagedParts = 0;
    for (const index of parts) {
      signal.throwIfAborted();
      if (!(await isPartRight(id, manifest, index))) {
        await discardPart({ episodeId: id, etag: manifest.etag }, index);
        damagedParts += 1;
      }
      checkedBytes += bytesOfParts(manifest, [index]);
      onProgress({ checkedBytes, totalBytes });
    }
    if (damagedParts === 0) continue;
    damaged.push({ episodeId: id, title, damagedParts });
    await dispatch(id, { type: 'damage-found' });
  }
  return {
    downloads: known.length,
    parts: known.reduce((sum, { parts }) => sum + parts.size, 0),
    damaged,
  };
}

async function storeOf(download: Download) {
  if (download.generation === null) return null;
  const address = { episodeId: download.episode.id, etag: download.generation.etag };
  const manifest = await readManifest(address);
  const parts = await listParts(address);
  return manifest === null || parts.size === 0 ? null : { download, manifest, parts };
}
