import { parseHttpDate } from '../../../core/http/http-date.ts';

/** How long an answer asks to wait, in milliseconds; null when it does not say. @see RFC 9110 §10.2.3 */
export function retryAfterMsOf(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const atMs = parseHttpDate(value, nowMs);
  return atMs === null ? null : Math.max(0, atMs - nowMs);
}
