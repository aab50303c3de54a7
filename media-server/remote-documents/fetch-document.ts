import { decodeFeed } from '../feeds/parse/decode-feed.ts';
import { retryAfterMsOf } from '../feeds/refresh/retry-after.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import type { Credentials, OutboundFetch, OutboundResponse } from '../outbound/outbound-types.ts';
import { DocumentFailure } from './document-failure.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const TOTAL_MS = 15_000;
/** Too early, or too often. @see RFC 9110 §15.5, RFC 6585 §4, RFC 8470 §5.2 */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

export interface FetchedDocument {
  /** Where it came from after all redirects. */
  readonly url: string;
  readonly text: string;
}

/** Asks for a text of at most 4 MiB. @throws DocumentFailure */
export async function fetchDocument(
  outbound: OutboundFetch,
  url: string,
  credentials: Credentials | null,
  accept: string,
): Promise<FetchedDocument> {
  try {
    const response = await outbound.fetch({
      url,
      credentials,
      maxBytes: MAX_BYTES,
      totalMs: TOTAL_MS,
      decodes: true,
      headers: { Accept: accept },
    });
    if (response.status !== 200) throw failureOf(response);
    return { url: response.url, text: decodeFeed(await response.bytes(), response.header('content-type')) };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new DocumentFailure(error.isPassing, Date.now(), null, { cause: error });
  }
}

function failureOf(response: OutboundResponse): DocumentFailure {
  response.body.destroy();
  const nowMs = Date.now();
  const isPassing = response.status >= 500 || PASSING.has(response.status);
  return new DocumentFailure(isPassing, nowMs, retryAfterMsOf(response.header('retry-after'), nowMs));
}
