import { formatContentRange, parseRange, resolveRange, type ByteRange } from './byte-range.ts';
import { formatHttpDate } from './http-date.ts';
import { evaluatePreconditions, type ReadHeader, type Validators } from './preconditions.ts';

/** More ranges than this in one request are ignored, as §14.2 allows: it is a cheap way to ask for much work. */
const MAX_RANGES = 16;

export interface Representation extends Validators {
  readonly bytes: number;
  /** Media type. */
  readonly type: string;
}

/** A piece of a body, in order: bytes of the representation, or text between them (multipart headers). */
export type BodySegment =
  ({ readonly kind: 'bytes' } & ByteRange) | { readonly kind: 'text'; readonly text: string };

export interface PlannedResponse {
  readonly status: 200 | 206 | 304 | 412 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for HEAD, 304, 412 and 416. */
  readonly body: readonly BodySegment[];
}

export interface RangeRequest {
  readonly method: 'GET' | 'HEAD';
  readonly header: ReadHeader;
  readonly nowMs: number;
  /** Separates the parts of a multipart answer; must not occur in the representation (take it at random). */
  readonly boundary: string;
}

/**
 * Decides the answer to a GET or HEAD of a representation: status, headers, and which bytes in which order.
 * Pure: the server reads the bytes from a file, the service worker from stored parts.
 * @see RFC 9110 §13.2.2, §14.2, §15.3.7, §15.5.17
 */
export function planResponse(request: RangeRequest, representation: Representation): PlannedResponse {
  const { bytes, type, etag, lastModifiedMs } = representation;
  const validators: Record<string, string> = { ETag: etag };
  if (lastModifiedMs !== null) validators['Last-Modified'] = formatHttpDate(lastModifiedMs);

  const precondition = evaluatePreconditions(request.header, representation, request.nowMs);
  if (precondition.status === 'precondition-failed') {
    return { status: 412, headers: { ...validators, 'Content-Length': '0' }, body: [] };
  }
  if (precondition.status === 'not-modified') return { status: 304, headers: validators, body: [] };

  const common = { ...validators, 'Accept-Ranges': 'bytes' };
  const whole: PlannedResponse = {
    status: 200,
    headers: { ...common, 'Content-Type': type, 'Content-Length': String(bytes) },
    body: request.method === 'HEAD' || bytes === 0 ? [] : [{ kind: 'bytes', start: 0, end: bytes }],
  };
  if (request.method === 'HEAD' || !precondition.honourRange) return whole;

  const rangeHeader = request.header('range');
  const specs = rangeHeader === null ? null : parseRange(rangeHeader);
  if (specs === null || specs.length > MAX_RANGES) return whole;

  // A suffix of nothing is satisfiable, but no Content-Range can describe it. @see RFC 9110 §14.1.2
  if (bytes === 0 && specs.some((spec) => spec.kind === 'suffix' && spec.suffixLength > 0)) return whole;

  const ranges = specs.map((spec) => resolveRange(spec, bytes)).filter((range) => range !== null);
  const [first] = ranges;
  if (first === undefined) {
    return {
      status: 416,
      headers: { ...common, 'Content-Range': `bytes */${bytes}`, 'Content-Length': '0' },
      body: [],
    };
  }
  if (ranges.length === 1) {
    return {
      status: 206,
      headers: {
        ...common,
        'Content-Type': type,
        'Content-Range': formatContentRange(first, bytes),
        'Content-Length': String(first.end - first.start),
      },
      body: [{ kind: 'bytes', ...first }],
    };
  }
  const askedBytes = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  return askedBytes > bytes ? whole : multipart(ranges, representation, common, request.boundary);
}

/** @see RFC 9110 §14.6 */
function multipart(
  ranges: readonly ByteRange[],
  { bytes, type }: Representation,
  common: Record<string, string>,
  boundary: string,
): PlannedResponse {
  const body: BodySegment[] = ranges.flatMap((range, index) => [
    {
      kind: 'text' as const,
      text:
        `${index === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${type}\r\n` +
        `Content-Range: ${formatContentRange(range, bytes)}\r\n\r\n`,
    },
    { kind: 'bytes' as const, ...range },
  ]);
  body.push({ kind: 'text', text: `\r\n--${boundary}--\r\n` });
  return {
    status: 206,
    headers: {
      ...common,
      'Content-Type': `multipart/byteranges; boundary=${boundary}`,
      'Content-Length': String(bodyBytes(body)),
    },
    body,
  };
}

/** The length of a planned body, in bytes. Its text is ASCII, because header values are. */
export const bodyBytes = (body: readonly BodySegment[]): number =>
  body.reduce(
    (sum, segment) => sum + (segment.kind === 'text' ? segment.text.length : segment.end - segment.start),
    0,
  );
