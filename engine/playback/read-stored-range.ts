import { createPartialResponse } from 'workbox-range-requests';
import { formatRange, type ByteRange } from '../../core/http/byte-range.ts';
import { readPart, type StoreAddress } from '../store/parts-store.ts';

/** Bytes of one stored part, `range` counted from its start; null when the part is not here. */
export async function readStoredRange(
  address: StoreAddress,
  index: number,
  range: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const part = await readPart(address, index);
  if (part === undefined) return null;
  const isWhole = range.start === 0 && Number(part.headers.get('content-length')) === range.end;
  const response = isWhole
    ? part
    : await createPartialResponse(new Request('/parts', { headers: { Range: formatRange(range) } }), part);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.byteLength === range.end - range.start ? bytes : null;
}
