/** Bytes of a representation: `start` inclusive, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** As it stands in a `Range` header; `lastPos` is inclusive and may be past the end. @see RFC 9110 §14.1.1 */
export type RangeSpec =
  | { readonly kind: 'int'; readonly firstPos: number; readonly lastPos: number }
  | { readonly kind: 'suffix'; readonly suffixLength: number };

const BYTES_UNIT = /^bytes=/i;
const RANGE_SPEC = /^(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * Reads a `Range` header. Null when it has another unit or is malformed: the header is then ignored.
 * @see RFC 9110 §14.1.1, §14.2
 */
export function parseRange(header: string): RangeSpec[] | null {
  if (!BYTES_UNIT.test(header)) return null;
  const specs: RangeSpec[] = [];
  for (const element of header.slice('bytes='.length).split(',')) {
    const text = element.replace(/^[ \t]+|[ \t]+$/g, '');
    if (text === '') continue;
    const match = RANGE_SPEC.exec(text);
    if (!match) return null;
    if (match[3] !== undefined) {
      specs.push({ kind: 'suffix', suffixLength: Number(match[3]) });
      continue;
    }
    const firstPos = Number(match[1]);
    const lastPos = match[2] ? Number(match[2]) : Infinity;
    if (lastPos < firstPos) return null;
    specs.push({ kind: 'int', firstPos, lastPos });
  }
  return specs.length > 0 ? specs : null;
}

/**
 * Resolves one range against a representation of `bytes` bytes, clamping its end; null when it is not satisfiable.
 * @see RFC 9110 §14.1.2
 */
export function resolveRange(spec: RangeSpec, bytes: number): ByteRange | null {
  if (spec.kind === 'suffix') {
    if (spec.suffixLength === 0 || bytes === 0) return null;
    return { start: Math.max(0, bytes - spec.suffixLength), end: bytes };
  }
  if (spec.firstPos >= bytes) return null;
  return { start: spec.firstPos, end: Math.min(spec.lastPos + 1, bytes) };
}

/** The value of a `Range` header for one range. @see RFC 9110 §14.2 */
export const formatRange = ({ start, end }: ByteRange): string => `bytes=${start}-${end - 1}`;

/** The value of a `Content-Range` header. @see RFC 9110 §14.4 */
export const formatContentRange = ({ start, end }: ByteRange, bytes: number): string =>
  `bytes ${start}-${end - 1}/${bytes}`;

/** Reads a `Content-Range` header of a 206; null when it is malformed. `bytes` is null when it stands as `*`. */
export function parseContentRange(header: string): (ByteRange & { readonly bytes: number | null }) | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(header.trim());
  if (!match) return null;
  const start = Number(match[1]);
  const end = Number(match[2]) + 1;
  const bytes = match[3] === '*' ? null : Number(match[3]);
  return end <= start || (bytes !== null && end > bytes) ? null : { start, end, bytes };
}
