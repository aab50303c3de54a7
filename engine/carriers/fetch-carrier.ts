import { bytesOfParts, partAt } from '../../core/parts/part-plan.ts';
import { nextPart } from '../../core/parts/next-part.ts';
import { listen } from '../journal/channel.ts';
import { storePart } from '../store/parts-store.ts';
import type { Carrier, CarryJob } from './carrier.ts';
import { fetchRange } from './fetch-range.ts';
import { fetchWhole } from './fetch-whole.ts';
import { partRequest } from './part-request.ts';

const CONCURRENT_PARTS = 2;

/** Downloads with `fetch`, for as long as what runs it lives: an open page, or an event of the worker. */
export class FetchCarrier implements Carrier {
  readonly name: 'foreground' | 'worker';
  readonly slots = 1;
  readonly inTurn = true;
  readonly carriesWhole = true;
  readonly retriesByItself = false;

  constructor(name: 'foreground' | 'worker') {
    this.name = name;
  }

  isAvailable(): boolean {
    return true;
  }

  carry(job: CarryJob, onProgress: (bytesHere: number) => void, signal: AbortSignal): Promise<void> {
    return job.download.whole ? carryWhole(job, onProgress, signal) : carryParts(job, onProgress, signal);
  }

  /** Nothing outlives the signal given to `carry`. */
  release(): Promise<void> {
    return Promise.resolve();
  }
}

async function carryParts(
  job: CarryJob,
  onProgress: (bytesHere: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { download, manifest } = job;
  const stop = new AbortController();
  const anyStop = AbortSignal.any([signal, stop.signal]);
  const waiting = new Set(job.missing);
  let wanted = 0;
  let bytesHere = manifest.bytes - bytesOfParts(manifest, job.missing);
  const onBytes = (bytes: number): void => {
    bytesHere += bytes;
    onProgress(bytesHere);
  };
  const endListening = listen((message) => {
    if (message.type !== 'part-wanted' && message.type !== 'part-stored') return;
    const { episodeId, etag, index } = message.part;
    if (episodeId !== download.episode.id || etag !== manifest.etag) return;
    if (message.type === 'part-wanted') wanted = index;
    // Playback was quicker.
    else if (waiting.delete(index)) onBytes(bytesOfParts(manifest, [index]));
  });
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = nextPart(waiting, wanted);
      if (index === undefined) return;
      waiting.delete(index);
      await carryPart(job, index, onBytes, anyStop);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENT_PARTS }, worker));
  } finally {
    endListening();
    stop.abort();
  }
}

async function carryWhole(
  { download, manifest, missing }: CarryJob,
  onProgress: (bytesHere: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Set(missing);
  let arrivedBytes = 0;
  const onBytes = (bytes: number): void => {
    arrivedBytes += bytes;
    onProgress(arrivedBytes);
  };
  for await (const { index, bytes } of fetchWhole(download.episode.media.url, manifest, onBytes, signal))
    if (waiting.delete(index)) await storePart(download.episode.id, manifest, index, bytes);
}

async function carryPart(
  { download, manifest }: CarryJob,
  index: number,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const part = partAt(manifest, index);
  const request = partRequest(download.episode.media.url, manifest, index);
  const bytes = new Uint8Array(part.end - part.start);
  let filledBytes = 0;
  for await (const chunk of fetchRange(request, manifest, part, signal)) {
    bytes.set(chunk, filledBytes);
    filledBytes += chunk.byteLength;
    onBytes(chunk.byteLength);
  }
  await storePart(download.episode.id, manifest, index, bytes.buffer);
}
