/**
 * How a file of 1,000 bytes is answered, whoever answers: the server from the disk, the service worker from stored parts.
 *
 * Header values, in requests and in expectations, may hold these placeholders; `fillIn` replaces them:
 * - `{etag}`: the strong entity tag with its quotes
 * - `{date}`: the time of the last change as an HTTP date; `{date-1}` and `{date+1}` are a second before and after it,
 *   `{date:rfc850}` and `{date:asctime}` its obsolete forms
 * - `{type}`: the media type
 */
export interface RangeRow {
  readonly name: string;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly expect: RangeExpectation;
}

export interface RangeExpectation {
  readonly status: 200 | 206 | 304 | 412 | 416;
  /** By lower-case name; null when the header must not be there. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Ranges of the file, end exclusive, in order. More than one comes as `multipart/byteranges`; none is an empty body. */
  readonly body: readonly (readonly [start: number, end: number])[];
}

/** The file that the table is about; its time of change must lie in the past and has whole seconds. */
export interface RangeTarget {
  readonly etag: string;
  readonly lastModifiedMs: number;
  readonly type: string;
}

export interface RangeAnswer {
  readonly status: number;
  /** Reads a header by its lower-case name. */
  readonly header: (name: string) => string | null;
  readonly body: Uint8Array;
}

export const RANGE_FILE_BYTES = 1000;

/** A WAV file, so that a library takes it; neighbouring ranges hold different bytes. */
export function rangeFile(): Uint8Array<ArrayBuffer> {
  const file = Uint8Array.from(
    { length: RANGE_FILE_BYTES },
    (_, index) => (index * 31 + (index >> 8) * 7) % 256,
  );
  const view = new DataView(file.buffer);
  const text = (offset: number, characters: string) =>
    Array.from(characters, (character, index) => view.setUint8(offset + index, character.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, RANGE_FILE_BYTES - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, RANGE_FILE_BYTES - 44, true);
  return file;
}

const WHOLE: RangeExpectation = {
  status: 200,
  headers: {
    'accept-ranges': 'bytes',
    'content-length': '1000',
    'content-range': null,
    'content-type': '{type}',
    etag: '{etag}',
    'last-modified': '{date}',
  },
  body: [[0, RANGE_FILE_BYTES]],
};
const HEAD_OF_WHOLE: RangeExpectation = { ...WHOLE, body: [] };
const NOT_MODIFIED: RangeExpectation = {
  status: 304,
  headers: { etag: '{etag}', 'last-modified': '{date}', 'content-range': null },
  body: [],
};
const FAILED: RangeExpectation = { status: 412, headers: { 'content-range': null }, body: [] };
const UNSATISFIABLE: RangeExpectation = {
  status: 416,
  headers: { 'content-range': 'bytes */1000', 'accept-ranges': 'bytes' },
  body: [],
};
const partial = (start: number, end: number): RangeExpectation => ({
  status: 206,
  headers: {
    'accept-ranges': 'bytes',
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/1000`,
    'content-type': '{type}',
    etag: '{etag}',
    'last-modified': '{date}',
  },
  body: [[start, end]],
});
const multipart = (...body: [number, number][]): RangeExpectation => ({
  status: 206,
  headers: { 'content-range': null, etag: '{etag}', 'last-modified': '{date}' },
  body,
});

const get = (name: string, headers: Record<string, string>, expect: RangeExpectation): RangeRow => ({
  name,
  method: 'GET',
  headers,
  expect,
});
const head = (name: string, headers: Record<string, string>, expect: RangeExpectation): RangeRow => ({
  name,
  method: 'HEAD',
  headers,
  expect,
});
const range = (value: string, expect: RangeExpectation, name = `Range: ${value}`): RangeRow =>
  get(name, { range: value }, expect);

/** @see RFC 9110 §13, §14 */
export const RANGE_TABLE: readonly RangeRow[] = [
  get('no Range: the whole file', {}, WHOLE),

  // §14.1.2: int-range
  range('bytes=0-0', partial(0, 1)),
  range('bytes=0-499', partial(0, 500)),
  range('bytes=500-999', partial(500, 1000)),
  range('bytes=1-998', partial(1, 999)),
  range('bytes=999-999', partial(999, 1000)),
  range('bytes=0-999', partial(0, 1000), 'all bytes are still a range'),
  range('bytes=0-', partial(0, 1000), 'an open range from the start is a 206'),
  range('bytes=500-', partial(500, 1000)),
  range('bytes=999-', partial(999, 1000), 'an open range of the last byte'),
  range('bytes=0-1000', partial(0, 1000), 'an end just past the file is clamped'),
  range('bytes=900-99999', partial(900, 1000), 'an end far past the file is clamped'),
  range('bytes=900-99999999999999999999999', partial(900, 1000), 'an end past all integers is clamped'),
  range('bytes=00000000-00000009', partial(0, 10), 'leading zeros'),

  // §14.1.2: suffix-range
  range('bytes=-1', partial(999, 1000)),
  range('bytes=-500', partial(500, 1000)),
  range('bytes=-1000', partial(0, 1000)),
  range('bytes=-1001', partial(0, 1000), 'a suffix longer than the file is the whole file'),
  range('bytes=-99999999999999999999999', partial(0, 1000), 'a suffix past all integers'),

  // §15.5.17: not satisfiable
  range('bytes=1000-', UNSATISFIABLE, 'a start at the end of the file'),
  range('bytes=1000-1001', UNSATISFIABLE),
  range('bytes=99999999999999999999999-', UNSATISFIABLE, 'a start past all integers'),
  range('bytes=-0', UNSATISFIABLE, 'a suffix of nothing'),
  range('bytes=1000-1001,2000-', UNSATISFIABLE, 'several ranges, none satisfiable'),

  // §14.2: ignored
  range('bytes=', WHOLE, 'no range at all is ignored'),
  range('bytes=-', WHOLE, 'neither start nor length is ignored'),
  range('bytes=a-b', WHOLE, 'no numbers are ignored'),
  range('bytes=5-2', WHOLE, 'an end before the start is ignored'),
  range('bytes=0-1,5-2', WHOLE, 'one invalid range makes all ignored'),
  range('bytes=0-9-19', WHOLE, 'three numbers are ignored'),
  range('bytes=+0-9', WHOLE, 'a signed number is ignored'),
  range('bytes=0.0-9', WHOLE, 'a fraction is ignored'),
  range('bytes=0x0-0x9', WHOLE, 'hexadecimal is ignored'),
  range('bytes 0-9', WHOLE, 'the form of Content-Range is ignored'),
  range('0-9', WHOLE, 'a range without a unit is ignored'),
  range('seconds=0-9', WHOLE, 'another unit is ignored'),
  range('BYTES=0-9', partial(0, 10), 'the unit has no case'),

  // §14.6: several ranges
  range('bytes=0-9,20-29', multipart([0, 10], [20, 30])),
  range('bytes=0-9, 20-29', multipart([0, 10], [20, 30]), 'blanks after the comma'),
  range('bytes=0-9 ,\t20-29', multipart([0, 10], [20, 30]), 'blanks around the comma'),
  range('bytes=0-9,,20-29,', multipart([0, 10], [20, 30]), 'empty elements count for nothing'),
  range('bytes=900-909,0-9', multipart([900, 910], [0, 10]), 'in the order asked for'),
  range('bytes=0-9,-10', multipart([0, 10], [990, 1000]), 'a range and a suffix'),
  range('bytes=0-9,500-', multipart([0, 10], [500, 1000]), 'a range and an open range'),
  range('bytes=0-9,5-14', multipart([0, 10], [5, 15]), 'ranges that overlap a little'),
  range(
    'bytes=0-9,1000-',
    partial(0, 10),
    'what is not satisfiable is left out; one range alone is no multipart',
  ),
  range('bytes=2000-,0-9,3000-,20-29', multipart([0, 10], [20, 30]), 'two satisfiable among four'),
  range('bytes=0-,0-', WHOLE, 'more bytes than the file has are not sent'),
  range(
    `bytes=${Array.from({ length: 17 }, (_, k) => `${k * 2}-${k * 2}`).join(',')}`,
    WHOLE,
    'too many ranges',
  ),

  // HEAD
  head('HEAD: the headers of the whole file', {}, HEAD_OF_WHOLE),
  head('HEAD ignores Range', { range: 'bytes=0-9' }, HEAD_OF_WHOLE),
  head('HEAD ignores a Range that is not satisfiable', { range: 'bytes=1000-' }, HEAD_OF_WHOLE),
  head('HEAD with If-None-Match', { 'if-none-match': '{etag}' }, NOT_MODIFIED),
  head('HEAD with If-Match of another tag', { 'if-match': '"other"' }, FAILED),
  head('HEAD with If-Modified-Since', { 'if-modified-since': '{date}' }, NOT_MODIFIED),

  // §13.1.1: If-Match
  get('If-Match of the tag', { 'if-match': '{etag}' }, WHOLE),
  get('If-Match of any tag', { 'if-match': '*' }, WHOLE),
  get('If-Match of another tag', { 'if-match': '"other"' }, FAILED),
  get('If-Match of a list with the tag', { 'if-match': '"a", {etag} ,"b"' }, WHOLE),
  get('If-Match of a list without the tag', { 'if-match': '"a", "b"' }, FAILED),
  get('If-Match compares strongly', { 'if-match': 'W/{etag}' }, FAILED),
  get('If-Match with a Range', { 'if-match': '{etag}', range: 'bytes=0-9' }, partial(0, 10)),
  get('If-Match fails before a Range', { 'if-match': '"other"', range: 'bytes=0-9' }, FAILED),
  get('If-Match fails before a 416', { 'if-match': '"other"', range: 'bytes=1000-' }, FAILED),

  // §13.1.4: If-Unmodified-Since
  get('If-Unmodified-Since the change', { 'if-unmodified-since': '{date}' }, WHOLE),
  get('If-Unmodified-Since before the change', { 'if-unmodified-since': '{date-1}' }, FAILED),
  get('If-Unmodified-Since after the change', { 'if-unmodified-since': '{date+1}' }, WHOLE),
  get('If-Unmodified-Since that is no date', { 'if-unmodified-since': 'yesterday' }, WHOLE),
  get(
    'If-Match goes before If-Unmodified-Since',
    { 'if-match': '{etag}', 'if-unmodified-since': '{date-1}' },
    WHOLE,
  ),

  // §13.1.2: If-None-Match
  get('If-None-Match of the tag', { 'if-none-match': '{etag}' }, NOT_MODIFIED),
  get('If-None-Match of any tag', { 'if-none-match': '*' }, NOT_MODIFIED),
  get('If-None-Match of another tag', { 'if-none-match': '"other"' }, WHOLE),
  get('If-None-Match of a list with the tag', { 'if-none-match': '"a",, {etag}' }, NOT_MODIFIED),
  get('If-None-Match compares weakly', { 'if-none-match': 'W/{etag}' }, NOT_MODIFIED),
  get('If-None-Match that is no tag', { 'if-none-match': 'other' }, WHOLE),
  get('If-None-Match with a Range', { 'if-none-match': '{etag}', range: 'bytes=0-9' }, NOT_MODIFIED),
  get(
    'If-None-Match of another tag, with a Range',
    { 'if-none-match': '"other"', range: 'bytes=0-9' },
    partial(0, 10),
  ),
  get('If-None-Match goes before a 416', { 'if-none-match': '{etag}', range: 'bytes=1000-' }, NOT_MODIFIED),
  get('If-Match goes before If-None-Match', { 'if-match': '"other"', 'if-none-match': '{etag}' }, FAILED),
  get(
    'If-Match and If-None-Match both hold',
    { 'if-match': '{etag}', 'if-none-match': '{etag}' },
    NOT_MODIFIED,
  ),

  // §13.1.3: If-Modified-Since
  get('If-Modified-Since the change', { 'if-modified-since': '{date}' }, NOT_MODIFIED),
  get('If-Modified-Since after the change', { 'if-modified-since': '{date+1}' }, NOT_MODIFIED),
  get('If-Modified-Since before the change', { 'if-modified-since': '{date-1}' }, WHOLE),
  get('If-Modified-Since in the form of RFC 850', { 'if-modified-since': '{date:rfc850}' }, NOT_MODIFIED),
  get('If-Modified-Since in the form of asctime', { 'if-modified-since': '{date:asctime}' }, NOT_MODIFIED),
  get('If-Modified-Since that is no date', { 'if-modified-since': '2026-01-01' }, WHOLE),
  get(
    'If-None-Match goes before If-Modified-Since',
    { 'if-none-match': '"other"', 'if-modified-since': '{date}' },
    WHOLE,
  ),
  get('If-Modified-Since with a Range', { 'if-modified-since': '{date}', range: 'bytes=0-9' }, NOT_MODIFIED),

  // §13.1.5: If-Range
  get('If-Range of the tag', { 'if-range': '{etag}', range: 'bytes=0-9' }, partial(0, 10)),
  get('If-Range of another tag', { 'if-range': '"other"', range: 'bytes=0-9' }, WHOLE),
  get('If-Range compares strongly', { 'if-range': 'W/{etag}', range: 'bytes=0-9' }, WHOLE),
  get('If-Range of the date', { 'if-range': '{date}', range: 'bytes=0-9' }, partial(0, 10)),
  get('If-Range of a later date is no match', { 'if-range': '{date+1}', range: 'bytes=0-9' }, WHOLE),
  get('If-Range of an earlier date is no match', { 'if-range': '{date-1}', range: 'bytes=0-9' }, WHOLE),
  get('If-Range takes no list', { 'if-range': '{etag}, "other"', range: 'bytes=0-9' }, WHOLE),
  get('If-Range takes no star', { 'if-range': '*', range: 'bytes=0-9' }, WHOLE),
  get('If-Range that is neither tag nor date', { 'if-range': 'other', range: 'bytes=0-9' }, WHOLE),
  get('If-Range without a Range', { 'if-range': '"other"' }, WHOLE),
  get('If-Range that fails forgives a 416', { 'if-range': '"other"', range: 'bytes=1000-' }, WHOLE),
  get('If-Range that holds keeps a 416', { 'if-range': '{etag}', range: 'bytes=1000-' }, UNSATISFIABLE),
  get(
    'If-Range with several ranges',
    { 'if-range': '{etag}', range: 'bytes=0-9,20-29' },
    multipart([0, 10], [20, 30]),
  ),
  get(
    'If-None-Match goes before If-Range',
    { 'if-none-match': '{etag}', 'if-range': '{etag}', range: 'bytes=0-9' },
    NOT_MODIFIED,
  ),
];

/** Replaces the placeholders of a header value. */
export function fillIn(value: string, { etag, lastModifiedMs, type }: RangeTarget): string {
  return value
    .replaceAll('{etag}', etag)
    .replaceAll('{type}', type)
    .replaceAll('{date}', new Date(lastModifiedMs).toUTCString())
    .replaceAll('{date-1}', new Date(lastModifiedMs - 1000).toUTCString())
    .replaceAll('{date+1}', new Date(lastModifiedMs + 1000).toUTCString())
    .replaceAll('{date:rfc850}', rfc850Date(lastModifiedMs))
    .replaceAll('{date:asctime}', asctimeDate(lastModifiedMs));
}

/** The request headers of a row for this target. */
export const requestHeaders = (row: RangeRow, target: RangeTarget): Record<string, string> =>
  Object.fromEntries(Object.entries(row.headers).map(([name, value]) => [name, fillIn(value, target)]));

/** What an answer does otherwise than the row says, in words; empty when it conforms. */
export function differences({ expect }: RangeRow, answer: RangeAnswer, target: RangeTarget): string[] {
  const found: string[] = [];
  if (answer.status !== expect.status) found.push(`status is ${answer.status}, not ${expect.status}`);
  for (const [name, value] of Object.entries(expect.headers ?? {})) {
    const wanted = value === null ? null : fillIn(value, target);
    const actual = answer.header(name);
    if (actual !== wanted) found.push(`${name} is ${actual}, not ${wanted}`);
  }
  return [
    ...found,
    ...(expect.body.length > 1 ? multipartDifferences : singleDifferences)(expect, answer, target),
  ];
}

function singleDifferences({ body }: RangeExpectation, answer: RangeAnswer): string[] {
  const [piece] = body;
  const wanted = piece === undefined ? new Uint8Array() : rangeFile().subarray(...piece);
  return sameBytes(answer.body, wanted)
    ? []
    : [`the body of ${answer.body.length} bytes is not bytes ${piece?.join(' to ') ?? 'none'}`];
}

function multipartDifferences(
  { body }: RangeExpectation,
  answer: RangeAnswer,
  target: RangeTarget,
): string[] {
  const type = answer.header('content-type') ?? '';
  const boundary = /^multipart\/byteranges; ?boundary="?([\w'()+,./:=?-]{1,70})"?$/i.exec(type)?.[1];
  if (boundary === undefined) return [`content-type is ${type}, which has no boundary`];
  const length = answer.header('content-length');
  const found =
    length === null || length === String(answer.body.length) ? [] : [`content-length is ${length}`];
  // One character a byte, so that offsets in the text are offsets in the body.
  const text = Array.from(answer.body, (byte) => String.fromCharCode(byte)).join('');
  const file = Array.from(rangeFile(), (byte) => String.fromCharCode(byte)).join('');
  const pieces = body.map(([start, end]) => {
    const headers = `Content-Type: ${target.type}\r\nContent-Range: bytes ${start}-${end - 1}/${RANGE_FILE_BYTES}`;
    return `--${boundary}\r\n${headers}\r\n\r\n${file.slice(start, end)}\r\n`;
  });
  const wanted = `${pieces.join('')}--${boundary}--\r\n`;
  return text === wanted ? found : [...found, 'the parts of the body are not those asked for'];
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function rfc850Date(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(' ');
  return `${WEEKDAYS[new Date(epochMs).getUTCDay()]}, ${day}-${month}-${year?.slice(-2)} ${time} GMT`;
}

function asctimeDate(epochMs: number): string {
  const [weekday, day, month, year, time] = new Date(epochMs).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2, ' ')} ${time} ${year}`;
}
