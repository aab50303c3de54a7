import { parseJsonFeed, parseRssFeed } from 'feedsmith';
import { decodeFeed } from './decode-feed.ts';
import { FeedError } from './feed-error.ts';
import { readJson } from './json/read-json.ts';
import { tidyJson } from './json/tidy-json.ts';
import { MAX_BYTES } from './limits.ts';
import { dropDuplicates } from './map/drop-duplicates.ts';
import { mapJson } from './map/map-json.ts';
import { mapRss } from './map/map-rss.ts';
import type { ParsedFeed } from './parsed-feed.ts';
import { findRoot } from './xml/find-root.ts';
import { tidyFeed } from './xml/tidy-feed.ts';

export interface FeedContext {
  /** Where the body came from, after all redirects: what is relative in it is relative to this. */
  readonly url: string;
  /** The header of the response. */
  readonly contentType: string | null;
}

/**
 * Reads a feed: RSS, RSS 1.0, Atom or JSON Feed, with the extensions for podcasts. It takes what can be read of a feed that is
 * damaged or ends in its middle, in time that grows with its length and no faster. Of more than `MAX_ITEMS` items, the first
 * are kept.
 * @throws FeedError `empty`, `not-a-feed`, `is-html`, `too-large`
 */
export function parseFeed(bytes: Uint8Array, context: FeedContext): ParsedFeed {
  if (bytes.length > MAX_BYTES)
    throw new FeedError('too-large', `The body has more than ${MAX_BYTES} bytes.`);
  const text = decodeFeed(bytes, context.contentType);
  const start = text.search(/[^\s\ufeff]/);
  if (start < 0) throw new FeedError('empty', 'The body is empty.');
  const feed = text[start] === '{' ? parseJson(text.slice(start), context) : parseXml(text, context);
  return { ...feed, items: dropDuplicates(feed.items) };
}

function parseXml(text: string, { url, contentType }: FeedContext): ParsedFeed {
  const root = findRoot(text, /html/i.test(contentType ?? ''));
  const { xml, ...facts } = tidyFeed(text, root, url);
  if (xml === null && !facts.hasChannel)
    throw new FeedError('not-a-feed', 'The body has nothing of a feed in it.');
  return mapRss(xml === null ? {} : orNotAFeed(() => parseRssFeed(xml)), root.format, facts);
}

function parseJson(text: string, { url }: FeedContext): ParsedFeed {
  const { value, isCutOff } = readJson(text);
  return mapJson(
    orNotAFeed(() => parseJsonFeed(tidyJson(value))),
    url,
    isCutOff,
  );
}

function orNotAFeed<Feed>(parse: () => Feed): Feed {
  try {
    return parse();
  } catch (error) {
    throw new FeedError('not-a-feed', 'The feed cannot be read.', { cause: error });
  }
}
