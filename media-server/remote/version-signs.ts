import { parseContentRange } from '../../core/http/byte-range.ts';
import type { OutboundResponse } from '../outbound/outbound-types.ts';

/** The length of the whole file; null when the answer does not tell. */
export function totalBytesOf(response: OutboundResponse): number | null {
  if (response.status === 206)
    return parseContentRange(response.header('content-range') ?? '')?.bytes ?? null;
  const length = response.header('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** All that an answer says of its version, good enough to tell that it is the same; null when it says nothing. */
export function signsOf(response: OutboundResponse): string | null {
  const signs = [response.header('etag') ?? '', response.header('last-modified') ?? ''];
  return signs.every((sign) => sign === '') ? null : [...signs, totalBytesOf(response) ?? ''].join(' ');
}
