import type { Kysely } from 'kysely';
import { isFullRefreshDue, nextRefreshAt } from '../../../core/feeds/refresh-schedule.ts';
import type { Database } from '../../database/schema.ts';
import type { Feed, FeedRepository } from '../feed-repository.ts';
import { ingestFeed } from '../ingest/ingest-feed.ts';
import { askHub, isPushed, type HubContext } from '../websub/ask-hub.ts';
import { failureOf, type FeedFailure } from './feed-failure.ts';
import { fetchFeed, type FeedSources } from './fetch-feed.ts';
import { followMoves } from './follow-moves.ts';

export interface RefreshContext extends FeedSources, HubContext {
  readonly db: Kysely<Database>;
  readonly feeds: FeedRepository;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface RefreshResult {
  readonly added: number;
  /** When to ask again. */
  readonly nextAtMs: number;
  readonly failure: FeedFailure | null;
}

const LATEST = 50;

/** Asks for a feed, writes what is new, and learns when to ask again. Null when it is followed no more. */
export async function refreshFeed(
  context: RefreshContext,
  showId: string,
  signal: AbortSignal,
): Promise<RefreshResult | null> {
  const feed = await context.feeds.find(showId);
  if (feed === null || !(await context.feeds.isFollowed(showId))) return null;
  try {
    const added = await readInto(context, feed, signal);
    await askHub(context, (await context.feeds.find(showId)) ?? feed, context.now(), signal);
    return { added, nextAtMs: await whenToAskAgain(context, showId, null), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error);
    await context.feeds.noteFailure(feed, failure.code, context.now());
    return { added: 0, nextAtMs: await whenToAskAgain(context, showId, failure), failure };
  }
}

/** @returns How many episodes are new. @throws FeedFailure, OutboundError, FeedError */
async function readInto(context: RefreshContext, feed: Feed, signal: AbortSignal): Promise<number> {
  const { db, feeds, now } = context;
  const isFull = feed.bodyHash === null || isFullRefreshDue(feed.fullAtMs, now());
  const { url, credentials } = feed;
  const first = await fetchFeed(context, { url, credentials, known: feed, isFull }, signal);
  const fetched = await followMoves(context, first, credentials, signal);
  let added = 0;
  if (fetched.feed !== null) added = (await ingestFeed(db, feed.showId, fetched.feed, now())).added;
  await feeds.noteRead(feed.showId, { ...fetched, isFull }, now());
  return added;
}

/** When to ask for a feed again, by what is known of it now. */
export async function whenToAskAgain(
  context: RefreshContext,
  showId: string,
  failure: FeedFailure | null,
): Promise<number> {
  const { feeds, now, random } = context;
  const feed = await feeds.find(showId);
  if (feed === null) return now();
  const { refreshMs, skipHours, skipDays } = feed.facts;
  return nextRefreshAt({
    nowMs: now(),
    publishedAtMs: await feeds.publicationTimes(showId, LATEST),
    refreshMs,
    skipHours,
    skipDays,
    failures: feed.failures,
    failingSinceMs: feed.failingSinceMs,
    retryAfterMs: failure?.retryAfterMs ?? null,
    isPushed: await isPushed(context, showId, now()),
    jitter: random(),
  });
}
