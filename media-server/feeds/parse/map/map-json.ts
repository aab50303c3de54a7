import type { JsonFeed } from 'feedsmith';
import { MAX_LINE, MAX_LIST } from '../limits.ts';
import type { ParsedFeed, ParsedItem, ParsedPerson } from '../parsed-feed.ts';
import { cleanString } from '../values/clean-string.ts';
import { readDate } from '../values/read-date.ts';
import { readDuration } from '../values/read-duration.ts';
import { readUrl } from '../values/read-url.ts';
import { playableOf } from './enclosures.ts';
import { firstLine, firstUrl, longestOf, urlsOf } from './parts.ts';

type JsonItem = JsonFeed.Item<string>;

/** @see JSON Feed 1.1 */
export function mapJson(feed: JsonFeed.Feed<string>, base: string, isCutOff: boolean): ParsedFeed {
  return {
    format: 'json',
    isCutOff,
    title: firstLine([feed.title]),
    author: firstLine([feed.authors?.[0]?.name]),
    description: longestOf([feed.description]),
    language: firstLine([feed.language]) || null,
    link: readUrl(feed.home_page_url, base),
    artworkUrl: firstUrl([feed.icon, feed.favicon], base),
    newFeedUrl: null,
    guid: null,
    order: 'episodic',
    medium: null,
    isLocked: false,
    isComplete: feed.expired === true,
    funding: [],
    persons: mapAuthors(feed.authors, base),
    podroll: [],
    refreshMs: null,
    skipHours: [],
    skipDays: [],
    hubs: urlsOf(
      (feed.hubs ?? []).filter(({ type }) => type?.toLowerCase() === 'websub').map(({ url }) => url),
      base,
    ),
    selfUrl: readUrl(feed.feed_url, base),
    nextPageUrl: readUrl(feed.next_url, base),
    items: (feed.items ?? []).map((item) => mapItem(item, base)),
  };
}

function mapItem(item: JsonItem, base: string): ParsedItem {
  const attachments = (item.attachments ?? []).slice(0, MAX_LIST);
  const duration = attachments.find(({ duration_in_seconds: seconds }) => seconds !== undefined);
  return {
    guid: firstLine([item.id]) || null,
    title: firstLine([item.title]),
    description: longestOf([item.content_html, item.content_text, item.summary]),
    link: firstUrl([item.url, item.external_url], base),
    publishedAtMs: readDate(item.date_published ?? item.date_modified ?? ''),
    durationSeconds: readDuration(String(duration?.duration_in_seconds ?? '')),
    season: null,
    episode: null,
    episodeType: 'full',
    isExplicit: null,
    artworkUrl: firstUrl([item.image, item.banner_image], base),
    enclosures: playableOf(
      attachments.map(({ url, mime_type, size_in_bytes, title }) => ({
        url: readUrl(url, base),
        type: mime_type,
        bytes: size_in_bytes,
        title: cleanString(title, MAX_LINE) || undefined,
      })),
    ),
    chapters: [],
    chaptersUrl: null,
    transcripts: [],
    persons: mapAuthors(item.authors, base),
    soundbites: [],
  };
}

const mapAuthors = (authors: readonly JsonFeed.Author[] | undefined, base: string): ParsedPerson[] =>
  (authors ?? []).slice(0, MAX_LIST).flatMap(({ name, url, avatar }) => {
    const line = cleanString(name, MAX_LINE);
    if (line === '') return [];
    return [{ name: line, role: 'host', url: readUrl(url, base), imageUrl: readUrl(avatar, base) }];
  });
