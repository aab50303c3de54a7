import { createPartialResponse } from 'workbox-range-requests';
import { formatRange, type ByteRange } from '../../core/http/byte-range.ts';
import { chunksOf } from '../carriers/chunks-of.ts';
import { readPart, type StoreAddress } from '../store/parts-store.ts';

/**
 * In Chromium the blob of a cached response is a handle, and a slice of it is read alone. In Firefox it is a copy of the
 * whole body, and reading up to the range is faster.
 */
const BLOBS_ARE_HANDLES = 'userAgentData' in navigator;

const CHUNK_BYTES = 128 * 1024;

/**
 * A range of one stored part as a `206` of its own, whose body was not read yet where that is faster. `range` is counted from the
 * start of the part. Null when it is not here, or not as long as it should be.
 */
export async function openStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<Response | null> {
  const part = await readPart(address, index);
  if (part === undefined) return null;
  const lengthBytes = range.end - range.start;
  if (BLOBS_ARE_HANDLES) {
    const slice = await sliceOf(part, range);
    return Number(slice.headers.get('content-length')) === lengthBytes ? slice : null;
  }
  const bytes = new Uint8Array(lengthBytes);
  let filledBytes = 0;
  for await (const chunk of chunksWithin(part, range)) {
    bytes.set(chunk, filledBytes);
    filledBytes += chunk.byteLength;
  }
  return filledBytes === lengthBytes ? new Response(bytes, { status: 206 }) : null;
}

/** The same, a chunk at a time, so that little of it is in memory. Null when the part is not here. */
export async function streamStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>, void> | null> {
  const part = await readPart(address, index);
  if (part === undefined) return null;
  return BLOBS_ARE_HANDLES
    ? chunksWithin(await sliceOf(part, range), { start: 0, end: range.end - range.start })
    : chunksWithin(part, range);
}

const sliceOf = (part: Response, range: ByteRange): Promise<Response> =>
  createPartialResponse(new Request('/parts', { headers: { Range: formatRange(range) } }), part);

/** Reads what lies before the range too, and drops it. Takes the body only when the first chunk is asked for. */
async function* chunksWithin(
  part: Response,
  range: ByteRange,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = byteReaderOf(part);
  yield* reader === null ? cutOut(chunksOf(part), range) : readInto(reader, range);
}

/** Null where the body of a response is no byte stream, as in WebKit. */
function byteReaderOf({ body }: Response): ReadableStreamBYOBReader | null {
  try {
    return body?.getReader({ mode: 'byob' }) ?? null;
  } catch {
    return null;
  }
}

/** What is dropped goes through one buffer: a seek leaves little behind to be collected. */
async function* readInto(
  reader: ReadableStreamBYOBReader,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let offset = 0;
  let spare = new ArrayBuffer(CHUNK_BYTES);
  try {
    while (offset < end) {
      const isBefore = offset < start;
      const askedBytes = Math.min(CHUNK_BYTES, (isBefore ? start : end) - offset);
      const read = await reader.read(
        new Uint8Array(isBefore ? spare : new ArrayBuffer(askedBytes), 0, askedBytes),
      );
      if (read.done) return;
      offset += read.value.byteLength;
      if (isBefore) spare = read.value.buffer;
      else yield read.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* cutOut(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let offset = 0;
  for await (const chunk of chunks) {
    const wanted = chunk.subarray(Math.max(0, start - offset), end - offset);
    offset += chunk.byteLength;
    if (wanted.byteLength > 0) yield wanted;
    if (offset >= end) return;
  }
}
