/** An element of EBML, the binary form of Matroska and WebM. @see RFC 8794 §6 */
export interface ElementHeader {
  /** With its length marker, as specifications write it. */
  readonly id: number;
  /** Length of the header itself. */
  readonly headerBytes: number;
  /** Length of the content; null when it is unknown, as in a recording that goes on. */
  readonly bytes: number | null;
}

export const MAX_HEADER_BYTES = 12;

/** Reads the header that stands at the start of `data`; null when there is none. */
export function readElementHeader(data: Uint8Array): ElementHeader | null {
  const idLength = vintLength(data[0]);
  const sizeLength = vintLength(data[idLength]);
  const headerBytes = idLength + sizeLength;
  if (idLength > 4 || sizeLength > 8 || headerBytes > data.length) return null;
  const marker = 0xff >> sizeLength;
  const size = data.slice(idLength, headerBytes);
  size[0] = (size[0] ?? 0) & marker;
  const isUnknown = size.every((byte, index) => byte === (index === 0 ? marker : 0xff));
  const id = readUint(data.subarray(0, idLength));
  return { id, headerBytes, bytes: isUnknown ? null : readUint(size) };
}

/** The elements in `data`, up to the first that is damaged or goes beyond its end. */
export function* elementsIn(
  data: Uint8Array,
): Iterable<{ readonly id: number; readonly content: Uint8Array }> {
  for (let offset = 0; offset < data.length;) {
    const header = readElementHeader(data.subarray(offset));
    if (header === null || header.bytes === null) return;
    const start = offset + header.headerBytes;
    offset = start + header.bytes;
    if (offset > data.length) return;
    yield { id: header.id, content: data.subarray(start, offset) };
  }
}

/** Big-endian. */
export const readUint = (data: Uint8Array): number => data.reduce((value, byte) => value * 256 + byte, 0);

/** How many bytes a number of variable length takes, from its first one; more than 8 when it is none. */
const vintLength = (first = 0): number => Math.clz32(first) - 23;
