import type { ParsedFeed, ParsedItem } from './parse/parsed-feed.ts';

/** What is kept of a feed beside what every show has. */
export type FeedFacts = Pick<
  ParsedFeed,
  | 'link'
  | 'guid'
  | 'order'
  | 'medium'
  | 'isLocked'
  | 'isComplete'
  | 'funding'
  | 'persons'
  | 'podroll'
  | 'refreshMs'
  | 'skipHours'
  | 'skipDays'
  | 'hubs'
  | 'selfUrl'
>;

/** What is kept of an item beside what every episode has. */
export type ItemFacts = Pick<
  ParsedItem,
  | 'link'
  | 'episodeType'
  | 'isExplicit'
  | 'persons'
  | 'soundbites'
  | 'chaptersUrl'
  | 'transcripts'
  | 'enclosures'
>;

export const feedFactsOf = ({
  link,
  guid,
  order,
  medium,
  isLocked,
  isComplete,
  funding,
  persons,
  podroll,
  refreshMs,
  skipHours,
  skipDays,
  hubs,
  selfUrl,
}: ParsedFeed): FeedFacts => ({
  link,
  guid,
  order,
  medium,
  isLocked,
  isComplete,
  funding,
  persons,
  podroll,
  refreshMs,
  skipHours,
  skipDays,
  hubs,
  selfUrl,
});

export const itemFactsOf = ({
  link,
  episodeType,
  isExplicit,
  persons,
  soundbites,
  chaptersUrl,
  transcripts,
  enclosures,
}: ParsedItem): ItemFacts => ({
  link,
  episodeType,
  isExplicit,
  persons,
  soundbites,
  chaptersUrl,
  transcripts,
  enclosures,
});

/** Of a feed that was subscribed to and not read yet. */
export const UNREAD_FEED: FeedFacts = {
  link: null,
  guid: null,
  order: 'episodic',
  medium: null,
  isLocked: false,
  isComplete: false,
  funding: [],
  persons: [],
  podroll: [],
  refreshMs: null,
  skipHours: [],
  skipDays: [],
  hubs: [],
  selfUrl: null,
};
