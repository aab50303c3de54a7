import { readFileSync } from 'node:fs';
import { parseFeed } from '../parse-feed.ts';
import type { ParsedFeed, ParsedItem } from '../parsed-feed.ts';

export const FEED_URL = 'https://feeds.example/shows/feed.xml';
export const FIXTURES = ['podcast.rss', 'podcast.atom', 'podcast.rdf', 'podcast.json', 'media.rss'] as const;

export const readFixture = (name: (typeof FIXTURES)[number]): Buffer =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

export const parseText = (text: string, contentType: string | null = null): ParsedFeed =>
  parseFeed(Buffer.from(text), { url: FEED_URL, contentType });

const NAMESPACES = `xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"`;

/** An RSS document with this in its channel. */
export const rssOf = (inner: string): string =>
  `<?xml version="1.0"?><rss version="2.0" ${NAMESPACES}><channel><title>T</title>${inner}</channel></rss>`;

/** The feed that has this in its channel. */
export const channelOf = (inner: string): ParsedFeed => parseText(rssOf(inner));

/** The item that has this in it. */
export function itemOf(inner: string): ParsedItem {
  const [item] = channelOf(`<item><guid>g</guid>${inner}</item>`).items;
  if (item === undefined) throw new Error('There is no item.');
  return item;
}
