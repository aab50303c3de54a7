import { DownloadFailure } from '../../core/downloads/failure.ts';
import { bytesOfParts, partAt } from '../../core/parts/part-plan.ts';
import { storePart } from '../store/parts-store.ts';
import type { Carrier, CarryJob } from './carrier.ts';
import { failureOfRangeResponse, partRequest } from './part-request.ts';

const CONCURRENT_PARTS = 2;

/** The page itself downloads, with `fetch`, for as long as it is open. */
export class ForegroundCarrier implements Carrier {
  readonly name = 'foreground';
  readonly slots = 1;
  readonly retriesByItself = false;

  isAvailable(): boolean {
    return true;
  }

  async carry(job: CarryJob, onProgress: (bytesHere: number) => void, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const anyStop = AbortSignal.any([signal, stop.signal]);
    const waiting = job.missing.values();
    let bytesHere = job.manifest.bytes - bytesOfParts(job.manifest, job.missing);
    const onBytes = (bytes: number): void => {
      bytesHere += bytes;
      onProgress(bytesHere);
    };
    const worker = async (): Promise<void> => {
      for (const index of waiting) await carryPart(job, index, onBytes, anyStop);
    };
    try {
      await Promise.all(Array.from({ length: CONCURRENT_PARTS }, worker));
    } finally {
      stop.abort();
    }
  }

  /** Nothing outlives the signal given to `carry`. */
  release(): Promise<void> {
    return Promise.resolve();
  }
}

async function carryPart(
  { download, manifest }: CarryJob,
  index: number,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const part = partAt(manifest, index);
  const response = await fetch(partRequest(download.episode.media.url, manifest, index), { signal });
  const failure = failureOfRangeResponse(response, manifest, part);
  if (failure !== null) {
    await response.body?.cancel();
    throw new DownloadFailure(failure);
  }
  const bytes = new Uint8Array(part.end - part.start);
  let filledBytes = 0;
  for await (const chunk of response.body ?? []) {
    if (filledBytes + chunk.byteLength > bytes.byteLength)
      throw new DownloadFailure({ code: 'wrong-length' });
    bytes.set(chunk, filledBytes);
    filledBytes += chunk.byteLength;
    onBytes(chunk.byteLength);
  }
  if (filledBytes < bytes.byteLength) throw new DownloadFailure({ code: 'wrong-length' });
  await storePart(download.episode.id, manifest, index, bytes.buffer);
}
