import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { parseContentRange } from '../../core/http/byte-range.ts';
import { partAt, partIndexOf } from '../../core/parts/part-plan.ts';
import { readPart, storePart } from '../store/parts-store.ts';
import { throwConnectionFailure } from '../network-fetch.ts';
import { failureOfRangeResponse } from './part-request.ts';

/**
 * Stores the part that a Background Fetch brought, unless it is there already. The response itself tells which part it is:
 * while the fetch runs, Chromium hands responses to records by URL alone, and all parts of a file have the same one.
 * @throws DownloadFailure when the response is no part of this generation
 */
export async function storeRecord(response: Response, episodeId: string, manifest: Manifest): Promise<void> {
  const range = parseContentRange(response.headers.get('content-range') ?? '');
  const index = range === null ? 0 : partIndexOf(manifest, range.start);
  const failure = failureOfRangeResponse(response, manifest, partAt(manifest, index));
  if (failure !== null) throw new DownloadFailure(failure);
  if ((await readPart({ episodeId, etag: manifest.etag }, index)) !== undefined) return;
  await storePart(episodeId, manifest, index, await response.blob().catch(throwConnectionFailure));
}
