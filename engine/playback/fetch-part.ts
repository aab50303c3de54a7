import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { partAt } from '../../core/parts/part-plan.ts';
import { failureOfRangeResponse, partRequest } from '../carriers/part-request.ts';
import { storePart } from '../store/parts-store.ts';

/**
 * Fetches a part that playback needs now, and keeps it: the download will not have to.
 * @throws DownloadFailure when the server has another version, or the bytes are not the planned ones
 */
export async function fetchPart(
  url: string,
  episodeId: string,
  manifest: Manifest,
  index: number,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const response = await fetch(partRequest(url, manifest, index), { signal });
  const failure = failureOfRangeResponse(response, manifest, partAt(manifest, index));
  if (failure !== null) throw new DownloadFailure(failure);
  const bytes = await response.arrayBuffer();
  try {
    await storePart(episodeId, manifest, index, bytes);
  } catch (error) {
    // Without room it still plays; wrong bytes never do.
    if (!(error instanceof DownloadFailure) || error.failure.code !== 'no-space') throw error;
  }
  return bytes;
}
