import type { Credentials } from '../../outbound/outbound-types.ts';
import { failureOf } from './feed-failure.ts';
import { fetchFeed, mayMove, NOTHING_KNOWN, type FeedSources, type FetchedFeed } from './fetch-feed.ts';

/** A feed says where it lives now, and there again. */
const MAX_MOVES = 3;

/** To where a feed says that it lives now, as long as a feed is there. */
export async function followMoves(
  sources: FeedSources,
  first: FetchedFeed,
  credentials: Credentials | null,
  signal: AbortSignal,
): Promise<FetchedFeed> {
  let fetched = first;
  for (let moves = 0; moves < MAX_MOVES; moves++) {
    const url = fetched.feed?.newFeedUrl ?? null;
    if (url === null || url === fetched.url || !mayMove(fetched.url, url, credentials)) return fetched;
    try {
      fetched = await fetchFeed(sources, { url, credentials, known: NOTHING_KNOWN, isFull: true }, signal);
    } catch (error) {
      signal.throwIfAborted();
      failureOf(error);
      return fetched;
    }
  }
  return fetched;
}
