import type { Manifest } from '../core/api/manifest.ts';
import type { Failure } from '../core/downloads/failure.ts';
import { partAt } from '../core/parts/part-plan.ts';
import { failureOfRangeResponse, rangeRequest } from './carriers/part-request.ts';
import { failureOfError } from './failure-of-error.ts';
import { networkFetch } from './network-fetch.ts';

const ANSWER_MS = 10_000;

/**
 * Asks for the first byte of a part, to learn whether the server would send it: a Background Fetch repeats what fails for a
 * long time, and does not tell why.
 * @returns null when it would
 */
export async function askForByte(url: string, manifest: Manifest, index: number): Promise<Failure | null> {
  const { start } = partAt(manifest, index);
  const byte = { start, end: start + 1 };
  try {
    const response = await networkFetch(rangeRequest(url, manifest, byte), {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await response.body?.cancel();
    return failureOfRangeResponse(response, manifest, byte);
  } catch (error) {
    return failureOfError(error);
  }
}
