const HEAD_BYTES = 1_024;
const CHARSET = /;\s{0,9}charset\s{0,9}=\s{0,9}(?:"([^"]{1,40})"|([^\s;"]{1,40}))/i;
const XML_ENCODING = /<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/i;
/** All but the characters of XML. @see XML 1.0 §2.2 */
const FORBIDDEN = /[^\t\n\r\x20-\ufffd]/g;

/**
 * The text of a feed. What says its encoding, the most certain first: a byte order mark, zeros that only two-byte
 * encodings have, the charset of the `Content-Type`, the XML declaration; then UTF-8, then windows-1252. An encoding that
 * the bytes are not in is passed over. Characters that XML does not allow are dropped.
 * @see RFC 7303 §3, XML 1.0 Appendix F
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): string {
  const text = decode(bytes, contentType);
  return text.search(FORBIDDEN) < 0 ? text : text.replace(FORBIDDEN, '');
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const certain = byteOrderMarkOf(bytes) ?? twoByteEncodingOf(bytes);
  if (certain !== null) return new TextDecoder(certain).decode(bytes);
  const declared = [charsetOf(contentType), xmlEncodingOf(bytes)].filter(isOneByteBased);
  for (const label of [...declared, 'utf-8']) {
    const text = decodeWhole(bytes, label);
    if (text !== null) return text;
  }
  const damaged = declared.find((label) => !isUtf8(label));
  return damaged === undefined ? decodeUnknown(bytes) : new TextDecoder(damaged).decode(bytes);
}

function byteOrderMarkOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** Every feed starts with characters of ASCII, so that every other byte of UTF-16 is zero. */
function twoByteEncodingOf([first, second, third, fourth]: Uint8Array): string | null {
  if (first === 0 && second !== 0 && third === 0) return 'utf-16be';
  return first !== 0 && second === 0 && fourth === 0 ? 'utf-16le' : null;
}

function charsetOf(contentType: string | null): string | null {
  const [, quoted, plain] = CHARSET.exec(contentType ?? '') ?? [];
  return quoted ?? plain ?? null;
}

function xmlEncodingOf(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return XML_ENCODING.exec(head)?.[1] ?? null;
}

/** Whether it is an encoding at all, and one that bytes without a zero among the first can be in. */
function isOneByteBased(label: string | null): label is string {
  const encoding = label === null ? null : encodingOf(label);
  return encoding !== null && !encoding.startsWith('utf-16');
}

const isUtf8 = (label: string): boolean => encodingOf(label) === 'utf-8';

function encodingOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Null when the bytes are not in that encoding; a character that is cut off at the end is left out. */
function decodeWhole(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** UTF-8 with some damage still has more characters that are whole than ones that are not. */
function decodeUnknown(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return damaged <= whole ? text : new TextDecoder('windows-1252').decode(bytes);
}
