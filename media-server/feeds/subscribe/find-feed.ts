import { findFeeds } from '../discovery/find-feeds.ts';
import { normalizeAddress } from '../discovery/normalize-address.ts';
import type { Credentials, OutboundFetch } from '../../outbound/outbound-types.ts';
import { decodeFeed } from '../parse/decode-feed.ts';
import { FeedError } from '../parse/feed-error.ts';
import { playableItems } from '../ingest/item-rows.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { failureOf } from '../refresh/feed-failure.ts';
import { fetchBody, NOTHING_KNOWN, type FeedReader, type KnownBody } from '../refresh/fetch-feed.ts';
import { followMoves } from '../refresh/follow-moves.ts';
import { hash } from 'node:crypto';

/** A feed that was found at an address, read. */
export interface FoundFeed extends KnownBody {
  readonly url: string;
  readonly credentials: Credentials | null;
  readonly feed: ParsedFeed;
}

export type FindOutcome =
  | { readonly status: 'found'; readonly found: FoundFeed }
  | { readonly status: 'not-an-address' }
  /** A page was there, which names no feed with episodes. */
  | { readonly status: 'no-feed' }
  | { readonly status: 'no-episodes'; readonly title: string };

export interface FindSources {
  readonly outbound: OutboundFetch;
  readonly reader: FeedReader;
  /** The address of the feed of a show in Apple's directory; null when it does not say. */
  readonly lookUpApple: (id: string, signal: AbortSignal) => Promise<string | null>;
}

/** A page may name feeds of news and of comments beside that of the show. */
const MAX_CANDIDATES = 5;

/**
 * The feed at what a person pasted: the address of a feed, of a page that names one, or of a show in Apple Podcasts.
 * @throws FeedFailure, OutboundError, FeedError
 */
export async function findFeed(
  sources: FindSources,
  pasted: string,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const address = normalizeAddress(pasted);
  switch (address.kind) {
    case 'not-an-address':
      return { status: 'not-an-address' };
    case 'apple': {
      const url = await sources.lookUpApple(address.id, signal);
      return url === null ? { status: 'no-feed' } : findAt(sources, url, null, signal);
    }
    case 'address': {
      const { url, credentials, isSchemeAssumed } = address;
      try {
        return await findAt(sources, url, credentials, signal);
      } catch (error) {
        // The scheme was our guess; a password must not go without encryption for it.
        const isGuess = isSchemeAssumed && credentials === null;
        if (!isGuess || failureOf(error).code !== 'unreachable') throw error;
        return findAt(sources, url.replace(/^https:/, 'http:'), null, signal);
      }
    }
  }
}

async function findAt(
  sources: FindSources,
  url: string,
  credentials: Credentials | null,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const read = await readAt(sources, url, credentials, signal);
  if ('feed' in read) return judge(await whereItLives(sources, read, signal));
  let best: FindOutcome = { status: 'no-feed' };
  for (const candidate of findFeeds(read.html, read.url).slice(0, MAX_CANDIDATES)) {
    const outcome = await readAt(sources, candidate.url, null, signal).then(
      async (found): Promise<FindOutcome> =>
        'feed' in found ? judge(await whereItLives(sources, found, signal)) : { status: 'no-feed' },
      (error: unknown): FindOutcome => {
        signal.throwIfAborted();
        failureOf(error);
        return { status: 'no-feed' };
      },
    );
    if (outcome.status === 'found') return outcome;
    if (best.status === 'no-feed') best = outcome;
  }
  return best;
}

async function whereItLives(sources: FindSources, found: FoundFeed, signal: AbortSignal): Promise<FoundFeed> {
  const moved = await followMoves(sources, found, found.credentials, signal);
  return { ...found, ...moved, feed: moved.feed ?? found.feed };
}

const judge = (found: FoundFeed): FindOutcome =>
  playableItems(found.feed.items).length > 0 || found.feed.items.length === 0
    ? { status: 'found', found }
    : { status: 'no-episodes', title: found.feed.title };

/** A feed, or the page that is there in its place. */
async function readAt(
  { outbound, reader }: FindSources,
  url: string,
  credentials: Credentials | null,
  signal: AbortSignal,
): Promise<FoundFeed | { readonly html: string; readonly url: string }> {
  const question = { url, credentials, known: NOTHING_KNOWN, isFull: true };
  const fetched = await fetchBody(outbound, question, signal);
  if (fetched.status === 'not-modified')
    throw new FeedError('empty', 'An unconditional request was not answered.');
  const { bytes, contentType, etag, lastModified, permanentUrl } = fetched;
  try {
    const feed = await reader.parse(bytes, { url: fetched.url, contentType });
    const bodyHash = hash('sha256', bytes, 'base64url');
    return { url: permanentUrl, credentials, etag, lastModified, bodyHash, feed };
  } catch (error) {
    if (!(error instanceof FeedError && error.code === 'is-html')) throw error;
    return { html: decodeFeed(bytes, contentType), url: fetched.url };
  }
}
