import { MAX_URL } from '../limits.ts';

/**
 * The absolute address of a reference; null when it is none of http or https, or longer than `MAX_URL`. User information
 * is dropped from it.
 * @param base Absolute.
 * @see RFC 3986 §5
 */
export function readUrl(reference: string | undefined, base: string): string | null {
  const trimmed = reference?.trim() ?? '';
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > MAX_URL) return null;
  const url = URL.parse(trimmed, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.username !== '' || url.password !== '') {
    url.username = '';
    url.password = '';
  }
  return url.href.length > MAX_URL ? null : url.href;
}
