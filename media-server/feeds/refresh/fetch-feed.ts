import { hash } from 'node:crypto';
import type { Credentials, OutboundFetch } from '../../outbound/outbound-types.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { codeOfStatus, FeedFailure } from './feed-failure.ts';
import { retryAfterMsOf } from './retry-after.ts';

const MAX_BYTES = 32 * 1024 * 1024;
const TOTAL_MS = 30_000;
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** What reads a feed: in a thread of its own, where a hostile one harms nobody. */
export interface FeedReader {
  /** @throws FeedError */
  parse(bytes: Uint8Array, context: { url: string; contentType: string | null }): Promise<ParsedFeed>;
}

export interface FeedSources {
  readonly outbound: OutboundFetch;
  readonly reader: FeedReader;
}

/** What is known of the feed from the last time; all null for the first time, or to get it whole again. */
export interface KnownBody {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
}

export const NOTHING_KNOWN: KnownBody = { etag: null, lastModified: null, bodyHash: null };

export interface FeedQuestion {
  readonly url: string;
  readonly credentials: Credentials | null;
  readonly known: KnownBody;
  /** Whether it is asked for whatever its validators say, and read even when its bytes are the same. */
  readonly isFull: boolean;
}

export interface FetchedFeed extends KnownBody {
  /** Where to ask the next time. */
  readonly url: string;
  /** Null when it is as it was. */
  readonly feed: ParsedFeed | null;
}

export interface FetchedBody {
  readonly status: 'fetched';
  /** Where to ask the next time. */
  readonly permanentUrl: string;
  /** Where it came from. */
  readonly url: string;
  readonly contentType: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bytes: Uint8Array;
}

export type NotModified = Pick<FetchedBody, 'permanentUrl'> & { readonly status: 'not-modified' };

/**
 * Asks for a feed, and reads it when it is another one than the last time.
 * @throws FeedFailure, OutboundError, FeedError
 */
export async function fetchFeed(
  { outbound, reader }: FeedSources,
  question: FeedQuestion,
  signal: AbortSignal,
): Promise<FetchedFeed> {
  const { known, isFull } = question;
  const fetched = await fetchBody(outbound, question, signal);
  if (fetched.status === 'not-modified') return { ...known, url: fetched.permanentUrl, feed: null };
  const { permanentUrl, etag, lastModified, bytes, contentType } = fetched;
  const bodyHash = hash('sha256', bytes, 'base64url');
  const isSame = bodyHash === known.bodyHash && !isFull;
  const feed = isSame ? null : await reader.parse(bytes, { url: fetched.url, contentType });
  return { url: permanentUrl, etag, lastModified, bodyHash, feed };
}

/** @throws FeedFailure, OutboundError */
export async function fetchBody(
  outbound: OutboundFetch,
  { url, credentials, known, isFull }: FeedQuestion,
  signal: AbortSignal,
): Promise<FetchedBody | NotModified> {
  const response = await outbound.fetch({
    url,
    credentials,
    signal,
    maxBytes: MAX_BYTES,
    totalMs: TOTAL_MS,
    decodes: true,
    headers: {
      Accept: ACCEPT,
      ...(isFull || known.etag === null ? {} : { 'If-None-Match': known.etag }),
      ...(isFull || known.lastModified === null ? {} : { 'If-Modified-Since': known.lastModified }),
    },
  });
  const permanentUrl = mayMove(url, response.permanentUrl, credentials) ? response.permanentUrl : url;
  if (response.status === 304 && known.bodyHash !== null) {
    response.body.destroy();
    return { status: 'not-modified', permanentUrl };
  }
  if (response.status !== 200) {
    response.body.destroy();
    throw new FeedFailure(codeOfStatus(response.status), {
      retryAfterMs: retryAfterMsOf(response.header('retry-after'), Date.now()),
    });
  }
  return {
    status: 'fetched',
    permanentUrl,
    url: response.url,
    contentType: response.header('content-type'),
    etag: response.header('etag'),
    lastModified: response.header('last-modified'),
    bytes: await response.bytes(),
  };
}

/** Whether a feed may be asked for at another address from now on. A password is for one origin: a feed with one stays there. */
export const mayMove = (from: string, to: string, credentials: Credentials | null): boolean =>
  credentials === null || new URL(from).origin === new URL(to).origin;
