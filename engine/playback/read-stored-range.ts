import { createPartialResponse } from 'workbox-range-requests';
import { formatRange, type ByteRange } from '../../core/http/byte-range.ts';
import { readPart, type StoreAddress } from '../store/parts-store.ts';

/**
 * In Chromium the blob of a cached response is a handle, and a slice of it is read alone. In Firefox it is a copy of the
 * whole body, and reading up to the end of the range is faster.
 */
const BLOBS_ARE_HANDLES = 'userAgentData' in navigator;

/** How much of a part is worth reading at a time: a seek often needs no more, and where slices are cheap, neither does playback. */
export const READ_AT_ONCE_BYTES = BLOBS_ARE_HANDLES ? 512 * 1024 : Infinity;

/**
 * A range of one stored part as a `206` of its own, whose body was not read yet where that is faster. `range` is counted from the
 * start of the part. Null when the part is not here.
 */
export async function openStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<Response | null> {
  const part = await readPart(address, index);
  if (part === undefined) return null;
  if (!BLOBS_ARE_HANDLES) {
    const bytes = await readUpToEnd(part, range);
    return bytes === null ? null : new Response(bytes, { status: 206 });
  }
  const request = new Request('/parts', { headers: { Range: formatRange(range) } });
  const partial = await createPartialResponse(request, part);
  return Number(partial.headers.get('content-length')) === range.end - range.start ? partial : null;
}

/** The bytes of a range of one stored part; null when the part is not here. */
export async function readStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (BLOBS_ARE_HANDLES) {
    const partial = await openStoredRange(address, index, range);
    return partial === null ? null : new Uint8Array(await partial.arrayBuffer());
  }
  const part = await readPart(address, index);
  return part === undefined ? null : readUpToEnd(part, range);
}

/** Null when the part is shorter than the range. */
async function readUpToEnd(
  part: Response,
  { start, end }: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(end - start);
  const reader = part.body?.getReader();
  let offset = 0;
  while (offset < end) {
    const chunk = (await reader?.read())?.value;
    if (chunk === undefined) break;
    const wanted = chunk.subarray(Math.max(0, start - offset), end - offset);
    bytes.set(wanted, Math.max(0, offset - start));
    offset += chunk.byteLength;
  }
  void reader?.cancel();
  return offset < end ? null : bytes;
}
