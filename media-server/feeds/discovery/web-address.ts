const MAX_LENGTH = 4_096;
const ESCAPE = /%[\da-f]{2}/gi;
const UNRESERVED = /[\w.~-]/;

/**
 * The absolute address that a hostile text stands for: http or https, without user information and fragment; null when it
 * is none, or longer than 4,096 characters.
 * @param base What a relative address is relative to.
 */
export function webAddress(text: string, base?: string): string | null {
  const url = text.length > MAX_LENGTH ? null : URL.parse(text, base);
  return url && plainAddress(url);
}

/** The same for an address that is parsed. */
export function plainAddress(parsed: URL): string | null {
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  const url = new URL(parsed);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href.length > MAX_LENGTH ? null : url.href;
}

/**
 * What two addresses of the same feed have in common, whether it is written with http or https, a slash at the end, or
 * characters escaped that need not be. Good for comparing only, and free of user information.
 * @see RFC 3986 §6.2
 */
export function addressKey(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  const path = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
  return url.host + (path + url.search).replace(ESCAPE, plainEscape);
}

function plainEscape(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return UNRESERVED.test(character) ? character : escape.toUpperCase();
}
