import type { Failure } from '../core/downloads/failure.ts';
import { partAt } from '../core/parts/part-plan.ts';
import type { CarryJob } from './carriers/carrier.ts';
import { failureOfRangeResponse, rangeRequest } from './carriers/part-request.ts';
import { failureOfError } from './failure-of-error.ts';
import { listParts } from './store/parts-store.ts';

const ANSWER_MS = 10_000;

/**
 * Asks for one byte of the first part that is missing, to learn why nothing arrives: a Background Fetch repeats what fails
 * for a long time, and does not tell why.
 * @returns null when the server would give it
 */
export async function diagnoseStall({ download, manifest, missing }: CarryJob): Promise<Failure | null> {
  const { id, media } = download.episode;
  const stored = await listParts({ episodeId: id, etag: manifest.etag });
  const index = missing.find((part) => !stored.has(part));
  if (index === undefined) return null;
  const { start } = partAt(manifest, index);
  const byte = { start, end: start + 1 };
  try {
    const request = rangeRequest(media.url, manifest, byte);
    const response = await fetch(request, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    return failureOfRangeResponse(response, manifest, byte);
  } catch (error) {
    return failureOfError(error);
  }
}
