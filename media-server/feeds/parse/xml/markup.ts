const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
const EQUALS = 0x3d;
const MAX_NAME = 100;
/** An ampersand that begins no reference. */
const STRAY_AMPERSAND = /&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][a-z\d]{1,31};)/gi;

/**
 * Where the `>` of a tag is. A quote that has no end within the tag quotes nothing.
 * @param start Of its `<`.
 * @returns -1 when another tag, or the end of the text, comes first.
 */
export function findTagEnd(text: string, start: number): number {
  const next = text.indexOf('<', start + 1);
  const limit = next < 0 ? text.length : next;
  for (let index = start + 1; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === GREATER) return index;
    if (code !== QUOTE && code !== APOSTROPHE) continue;
    const close = text.indexOf(code === QUOTE ? '"' : "'", index + 1);
    if (close < 0 || close > limit) return findUnquoted(text, start, limit);
    index = close;
  }
  return -1;
}

function findUnquoted(text: string, start: number, limit: number): number {
  for (let index = start + 1; index < limit; index++) if (text.charCodeAt(index) === GREATER) return index;
  return -1;
}

/** The name at a place in a tag, as it is written; empty when there is none, or one that is longer than any of a feed. */
export function readName(text: string, start: number): string {
  let end = start;
  while (end < text.length && end - start <= MAX_NAME && isOfName(text.charCodeAt(end))) end++;
  return end - start > MAX_NAME ? '' : text.slice(start, end);
}

const isOfName = (code: number): boolean =>
  code > 0x20 && code !== GREATER && code !== SLASH && code !== LESS && code !== EQUALS;

/**
 * The attributes of a tag as they are written, references included, by their names in lower case; the first of a name
 * counts.
 * @param tag What follows the name of the element, up to `>` or `/>`.
 */
export function readAttributes(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  let index = 0;
  while (index < tag.length) {
    const start = skipBlanks(tag, index);
    let end = start;
    while (end < tag.length && tag.charCodeAt(end) > 0x20 && tag.charCodeAt(end) !== EQUALS) end++;
    const equals = skipBlanks(tag, end);
    if (tag.charCodeAt(equals) !== EQUALS) {
      index = Math.max(equals, start + 1);
      continue;
    }
    const value = readValue(tag, skipBlanks(tag, equals + 1));
    const name = tag.slice(start, end).toLowerCase();
    if (!attributes.has(name)) attributes.set(name, value.text);
    index = value.end;
  }
  return attributes;
}

function readValue(tag: string, start: number): { readonly text: string; readonly end: number } {
  const code = tag.charCodeAt(start);
  if (code === QUOTE || code === APOSTROPHE) {
    const close = tag.indexOf(code === QUOTE ? '"' : "'", start + 1);
    if (close >= 0) return { text: tag.slice(start + 1, close), end: close + 1 };
  }
  let end = start;
  while (end < tag.length && tag.charCodeAt(end) > 0x20) end++;
  return { text: tag.slice(start, end).replaceAll(/^["']|["']$/g, ''), end: Math.max(end, start + 1) };
}

function skipBlanks(text: string, start: number): number {
  let index = start;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index++;
  return index;
}

/** Makes every ampersand that begins no reference one that does. */
export const escapeStray = (text: string): string =>
  text.includes('&') ? text.replace(STRAY_AMPERSAND, '&amp;') : text;

/** For between double quotes; references stay what they are. */
export const escapeAttribute = (value: string): string =>
  /[&"<]/.test(value) ? escapeStray(value).replaceAll('"', '&quot;').replaceAll('<', '&lt;') : value;

/** The value of an attribute whose references are only those that an address needs. */
export const plainValue = (value: string | undefined): string | undefined =>
  value?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Where a comment or a processing instruction ends, after its last character; -1 when it has no end. */
export function findEndOf(text: string, terminator: string, start: number): number {
  const end = text.indexOf(terminator, start);
  return end < 0 ? -1 : end + terminator.length;
}
