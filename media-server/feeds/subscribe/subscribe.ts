import type { JobRepository } from '../../jobs/job-repository.ts';
import { ingestFeed } from '../ingest/ingest-feed.ts';
import type { SubscribeOutcome } from '../feeds-messages.ts';
import { failureOf } from '../refresh/feed-failure.ts';
import { whenToAskAgain, type RefreshContext } from '../refresh/refresh-feed.ts';
import { refreshJob } from '../refresh/refresh-job.ts';
import { askHub } from '../websub/ask-hub.ts';
import { findFeed, type FindSources, type FoundFeed } from './find-feed.ts';

export interface SubscribeContext extends RefreshContext, FindSources {
  readonly jobs: JobRepository;
}

/** A page may name several feeds, and each may be slow: a person waits no longer than this. */
const FIND_MS = 60_000;

/** Follows the feed at what a person pasted; its episodes are there when this is done. */
export async function subscribe(
  context: SubscribeContext,
  listenerId: string,
  pasted: string,
  signal: AbortSignal,
): Promise<SubscribeOutcome> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(FIND_MS)]);
  try {
    const outcome = await findFeed(context, pasted, inTime);
    if (outcome.status !== 'found') return { status: outcome.status };
    return await follow(context, listenerId, outcome.found, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (inTime.aborted) return { status: 'failed', code: 'too-slow' };
    return { status: 'failed', code: failureOf(error).code };
  }
}

async function follow(
  context: SubscribeContext,
  listenerId: string,
  found: FoundFeed,
  signal: AbortSignal,
): Promise<SubscribeOutcome> {
  const { db, feeds, jobs } = context;
  const nowMs = context.now();
  const { feed, url, credentials } = found;
  const known = await feeds.findShowId(url);
  const showId =
    known ?? (await feeds.add({ url, credentials, title: feed.title || new URL(url).host }, nowMs));
  if (known !== null && credentials !== null) await feeds.setCredentials(showId, credentials);
  await ingestFeed(db, showId, feed, nowMs);
  await feeds.noteRead(showId, { ...found, isFull: true }, nowMs);
  const isNew = await feeds.subscribe(listenerId, showId, nowMs);
  await jobs.enqueue(refreshJob(showId, url, await whenToAskAgain(context, showId, null)), nowMs);
  const kept = await feeds.find(showId);
  if (kept !== null) await askHub(context, kept, nowMs, signal);
  return { status: 'subscribed', showId, isNew };
}
