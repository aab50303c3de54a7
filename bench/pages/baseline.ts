import { BASELINE_CACHE, BASELINE_CHANNEL, FILE_PATH, ZEROS_PATH } from '../baseline/names.ts';
import { allParts, planFor } from '../../core/parts/part-plan.ts';
import { noise } from './noise.ts';
import { fetchRange, timeReads, type Reads } from './time-reads.ts';

interface NamedFile {
  readonly name: string;
  readonly bytes: number;
}

/** Caches a file of noise as one response. */
export async function cacheWhole({ name, bytes }: NamedFile): Promise<void> {
  const parts = allParts(planFor(bytes)).values();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value: part, done } = parts.next();
      if (done) controller.close();
      else controller.enqueue(noise(part.index, part.end - part.start));
    },
  });
  const headers = { 'Content-Type': 'audio/wav', 'Content-Length': String(bytes) };
  const cache = await caches.open(BASELINE_CACHE);
  await cache.put(FILE_PATH + name, new Response(body, { headers }));
}

/** Reads through the worker of the baseline, in milliseconds each. */
export const readThroughPlugin = (reads: Reads & { readonly name: string }): Promise<number[]> =>
  timeReads(reads, (range) => fetchRange(FILE_PATH + reads.name, range));

/** The way to a worker and back alone, in milliseconds each. */
export const readZeros = (reads: Reads): Promise<number[]> =>
  timeReads(reads, (range) => fetchRange(ZEROS_PATH, range));

/** Fetches the first bytes of a file, in milliseconds. */
export async function fetchBeginning({
  url,
  lengthBytes,
}: {
  readonly url: string;
  readonly lengthBytes: number;
}): Promise<number> {
  const startedMs = performance.now();
  await fetchRange(url, { start: 0, end: lengthBytes });
  return performance.now() - startedMs;
}

interface NaiveDownload {
  readonly url: string;
  readonly bytes: number;
}

/** One Background Fetch of the whole file; resolves with the milliseconds it took until the worker had cached it. */
export async function downloadNaively({ url, bytes }: NaiveDownload): Promise<number> {
  const startedMs = performance.now();
  const ended = endOfDownload();
  const { backgroundFetch } = await navigator.serviceWorker.ready;
  await backgroundFetch?.fetch(`naive-${startedMs}`, url, { downloadTotal: bytes });
  if ((await ended) === 'failed') throw new Error('the Background Fetch failed');
  return performance.now() - startedMs;
}

const endOfDownload = (): Promise<unknown> =>
  new Promise((resolve) => {
    new BroadcastChannel(BASELINE_CHANNEL).addEventListener('message', ({ data }) => resolve(data), {
      once: true,
    });
  });
