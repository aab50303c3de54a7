import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { listParts, storePart } from '../store/parts-store.ts';
import { failureOfPartResponse, partOfRequest } from './part-request.ts';

/**
 * Stores the part that a record of a Background Fetch brought, unless it is there already.
 * @throws DownloadFailure when the response is not the part that was asked for
 */
export async function storeRecord(
  request: Request,
  response: Response,
  episodeId: string,
  manifest: Manifest,
): Promise<void> {
  const index = partOfRequest(request, manifest);
  if (index === null) throw new DownloadFailure({ code: 'version-changed' });
  const failure = failureOfPartResponse(response, manifest, index);
  if (failure !== null) throw new DownloadFailure(failure);
  if ((await listParts({ episodeId, etag: manifest.etag })).has(index)) return;
  await storePart(episodeId, manifest, index, await response.arrayBuffer());
}
