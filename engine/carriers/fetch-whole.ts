import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { partAt, partCount } from '../../core/parts/part-plan.ts';
import { networkFetch } from '../network-fetch.ts';
import { chunksOf } from './chunks-of.ts';
import { failureOfStatus, wholeRequest } from './part-request.ts';

export interface ArrivedPart {
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

/**
 * The parts of a file from a server that sends it only whole, cut as they arrive: one part in memory at a time.
 * @param onBytes called with the bytes that have arrived since the last time
 * @throws DownloadFailure when it is another version, it is longer or shorter, or the network fails
 */
export async function* fetchWhole(
  url: string,
  manifest: Manifest,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<ArrivedPart, void> {
  const response = await networkFetch(wholeRequest(url, manifest), { signal });
  const etag = response.headers.get('etag') ?? manifest.etag;
  if (response.status !== 200 || etag !== manifest.etag) {
    await response.body?.cancel();
    throw new DownloadFailure(
      response.status === 200 ? { code: 'version-changed' } : failureOfStatus(response),
    );
  }
  let index = 0;
  let part = new Uint8Array(bytesOf(manifest, index));
  let filledBytes = 0;
  for await (let chunk of chunksOf(response)) {
    onBytes(chunk.byteLength);
    while (chunk.byteLength > 0) {
      if (index >= partCount(manifest)) throw new DownloadFailure({ code: 'wrong-length' });
      const piece = chunk.subarray(0, part.byteLength - filledBytes);
      part.set(piece, filledBytes);
      filledBytes += piece.byteLength;
      chunk = chunk.subarray(piece.byteLength);
      if (filledBytes < part.byteLength) continue;
      yield { index, bytes: part.buffer };
      index += 1;
      filledBytes = 0;
      part = new Uint8Array(index < partCount(manifest) ? bytesOf(manifest, index) : 0);
    }
  }
  if (index < partCount(manifest)) throw new DownloadFailure({ code: 'wrong-length' });
}

function bytesOf(manifest: Manifest, index: number): number {
  const { start, end } = partAt(manifest, index);
  return end - start;
}
