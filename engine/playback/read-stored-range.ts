import type { ByteRange } from '../../core/http/byte-range.ts';
import { readPart, type StoreAddress } from '../store/parts-store.ts';

/**
 * In Chromium the blob of a cached response is a handle, and a slice of it is read alone. In Firefox it is a copy of the
 * whole body, and reading up to the end of the range is faster.
 */
const BLOBS_ARE_HANDLES = 'userAgentData' in navigator;

/** Bytes of one stored part, `range` counted from its start; null when the part is not here. */
export async function readStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const part = await readPart(address, index);
  if (part === undefined) return null;
  const bytes = BLOBS_ARE_HANDLES ? await readSlice(part, range) : await readUpToEnd(part, range);
  return bytes.byteLength === range.end - range.start ? bytes : null;
}

async function readSlice(part: Response, { start, end }: ByteRange): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await part.blob();
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}

/** Shorter than the range when the part is. */
async function readUpToEnd(part: Response, { start, end }: ByteRange): Promise<Uint8Array<ArrayBuffer>> {
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
  return bytes.subarray(0, Math.max(0, offset - start));
}
