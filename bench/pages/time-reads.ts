import { formatRange, type ByteRange } from '../../core/http/byte-range.ts';

export interface Reads {
  readonly offsets: readonly number[];
  readonly lengthBytes: number;
}

/** What each read takes, in milliseconds. One more goes before them and does not count: it wakes what sleeps. */
export async function timeReads(
  { offsets, lengthBytes }: Reads,
  read: (range: ByteRange) => Promise<ArrayBuffer | undefined>,
): Promise<number[]> {
  const times = [];
  for (const start of [0, ...offsets]) {
    const startedMs = performance.now();
    const bytes = await read({ start, end: start + lengthBytes });
    times.push(performance.now() - startedMs);
    if (bytes?.byteLength !== lengthBytes) throw new Error(`${bytes?.byteLength} bytes from ${start}`);
  }
  return times.slice(1);
}

export async function fetchRange(url: string, range: ByteRange): Promise<ArrayBuffer> {
  const response = await fetch(url, { headers: { Range: formatRange(range) } });
  if (response.status !== 206) throw new Error(`status ${response.status} for ${url}`);
  return response.arrayBuffer();
}
