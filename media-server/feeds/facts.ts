import type { ParsedFeed, ParsedItem } from './parse/parsed-feed.ts';

const OF_FEED = [
  'link',
  'guid',
  'order',
  'medium',
  'isLocked',
  'isComplete',
  'funding',
  'persons',
  'podroll',
  'refreshMs',
  'skipHours',
  'skipDays',
  'hubs',
  'selfUrl',
] as const satisfies (keyof ParsedFeed)[];

const OF_ITEM = [
  'link',
  'episodeType',
  'isExplicit',
  'persons',
  'soundbites',
  'chaptersUrl',
  'transcripts',
  'enclosures',
] as const satisfies (keyof ParsedItem)[];

/** What is kept of a feed beside what every show has. */
export type FeedFacts = Pick<ParsedFeed, (typeof OF_FEED)[number]>;

/** What is kept of an item beside what every episode has. */
export type ItemFacts = Pick<ParsedItem, (typeof OF_ITEM)[number]>;

export const feedFactsOf = (feed: ParsedFeed): FeedFacts => pick(feed, OF_FEED);

export const itemFactsOf = (item: ParsedItem): ItemFacts => pick(item, OF_ITEM);

const pick = <T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;

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
