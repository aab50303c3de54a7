import { parseContentRange, formatRange, type ByteRange } from '../../core/http/byte-range.ts';
import { parseEntityTag } from '../../core/http/entity-tag.ts';
import { parseHttpDate } from '../../core/http/http-date.ts';
import type { Credentials, OutboundFetch, OutboundResponse } from '../outbound/outbound-types.ts';

export interface RangeQuestion {
  readonly url: string;
  /** Null for all of it. */
  readonly range: ByteRange | null;
  /** Of the version that the range is to be of; null for whichever is there. */
  readonly validator: string | null;
  /** The most bytes of the body; without a limit when absent: a whole file in the place of a range is left unread. */
  readonly maxBytes?: number;
  readonly credentials: Credentials | null;
  readonly signal: AbortSignal;
}

/** Asks a publisher for a range of a file. @throws OutboundError @see RFC 9110 §13.1.5, §14.2 */
export const askForRange = (
  outbound: OutboundFetch,
  { range, validator, maxBytes = Infinity, ...question }: RangeQuestion,
): Promise<OutboundResponse> =>
  outbound.fetch({
    ...question,
    maxBytes,
    headers: {
      Accept: 'audio/*, video/*, */*;q=0.5',
      ...(range === null ? {} : { Range: formatRange(range) }),
      ...(validator === null ? {} : { 'If-Range': validator }),
    },
  });

/**
 * What tells this version of the file from any other: its strong entity tag, or its date when it is old enough that the file
 * cannot have changed within the same second. Null when the answer has neither.
 * @see RFC 9110 §8.8.1, §8.8.2.2
 */
export function strongValidatorOf(response: OutboundResponse, nowMs: number): string | null {
  const etag = response.header('etag');
  const tag = etag === null ? null : parseEntityTag(etag);
  if (etag !== null && tag !== null && !tag.weak && tag.value !== '') return etag;
  return strongDateOf(response, nowMs) === null ? null : response.header('last-modified');
}

/** When the file was changed, in milliseconds since the epoch; null when it may have been changed again since, unseen. */
export function strongDateOf(response: OutboundResponse, nowMs: number): number | null {
  const modifiedMs = parseHttpDate(response.header('last-modified') ?? '', nowMs);
  const dateMs = parseHttpDate(response.header('date') ?? '', nowMs);
  return modifiedMs !== null && dateMs !== null && modifiedMs + OLD_ENOUGH_MS <= dateMs ? modifiedMs : null;
}

const OLD_ENOUGH_MS = 60_000;

/** Whether the answer brings bytes of the version that has this validator, from `start` on, of a file of `bytes`. */
export function bringsRange(
  response: OutboundResponse,
  start: number,
  { bytes, validator }: { readonly bytes: number; readonly validator: string | null },
): boolean {
  if (response.status !== 206) return false;
  const range = parseContentRange(response.header('content-range') ?? '');
  if (range === null || range.start !== start || (range.bytes !== null && range.bytes !== bytes))
    return false;
  const isTag = validator?.startsWith('"') ?? false;
  const sent = response.header(isTag ? 'etag' : 'last-modified');
  // A server that leaves it out has compared it, as it was asked to.
  return sent === null || sent === validator;
}
