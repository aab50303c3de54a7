import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import type { ByteRange } from '../../core/http/byte-range.ts';
import { networkFetch } from '../network-fetch.ts';
import { chunksOf } from './chunks-of.ts';
import { failureOfRangeResponse } from './part-request.ts';

/**
 * The bytes that a range request brings, as they arrive: exactly `range` of exactly this generation.
 * @throws DownloadFailure when the answer is another one, its body is longer or shorter, or the network fails
 */
export async function* fetchRange(
  request: Request,
  manifest: Manifest,
  range: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const response = await networkFetch(request, { signal });
  const failure = failureOfRangeResponse(response, manifest, range);
  if (failure !== null) {
    await response.body?.cancel();
    throw new DownloadFailure(failure);
  }
  let leftBytes = range.end - range.start;
  for await (const chunk of chunksOf(response)) {
    leftBytes -= chunk.byteLength;
    if (leftBytes < 0) throw new DownloadFailure({ code: 'wrong-length' });
    yield chunk;
  }
  if (leftBytes > 0) throw new DownloadFailure({ code: 'wrong-length' });
}
