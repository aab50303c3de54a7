import type { PodcastNs, RssFeed } from 'feedsmith';
import { MAX_LINE, MAX_LIST } from '../limits.ts';
import type { ParsedFeed, ParsedItem } from '../parsed-feed.ts';
import { cleanString } from '../values/clean-string.ts';
import { readUrl } from '../values/read-url.ts';
import type { TidyFeed } from '../xml/tidy-feed.ts';
import { mapItem, mapTrailer } from './map-rss-item.ts';
import { firstLine, firstUrl, imagesOf, linksOf, longestOf, mapPersons, pageOf, urlsOf } from './parts.ts';
import { refreshOf } from './refresh.ts';

type Rss = RssFeed.Feed<string>;

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What a feed in the form that `tidyFeed` gave it says. */
export function mapRss(
  feed: Rss,
  format: ParsedFeed['format'],
  { base, language, isCutOff }: Pick<TidyFeed, 'base' | 'language' | 'isCutOff'>,
): ParsedFeed {
  const { itunes, googleplay, podcast, atom } = feed;
  const hrefs = (relation: string) => linksOf(atom?.links, relation).map(({ href }) => href);
  return {
    format,
    isCutOff,
    title: firstLine([feed.title, atom?.title?.value, itunes?.title, feed.dc?.titles?.[0]]),
    author: authorOf(feed),
    description: descriptionOf(feed),
    language: firstLine([feed.language, feed.dc?.languages?.[0], language ?? undefined]) || null,
    link: readUrl(feed.link, base) ?? pageOf(atom?.links, base),
    artworkUrl: firstUrl([itunes?.image, feed.image?.url, ...imagesOf(feed), atom?.logo, atom?.icon], base),
    newFeedUrl: firstUrl([itunes?.newFeedUrl, googleplay?.newFeedUrl], base),
    guid: guidOf(podcast?.guid),
    order: itunes?.type?.toLowerCase() === 'serial' ? 'serial' : 'episodic',
    medium: cleanString(podcast?.medium, MAX_LINE).toLowerCase() || null,
    isLocked: podcast?.locked?.value === true,
    isComplete: itunes?.complete === true,
    funding: mapFunding(podcast?.fundings, base),
    persons: mapPersons(podcast?.persons, base),
    podroll: mapPodroll(podcast?.podroll, base),
    refreshMs: refreshOf(feed.ttl, feed.sy),
    skipHours: skipHoursOf(feed.skipHours),
    skipDays: skipDaysOf(feed.skipDays),
    hubs: urlsOf(hrefs('hub'), base),
    selfUrl: firstUrl(hrefs('self'), base),
    nextPageUrl: firstUrl(hrefs('next'), base),
    items: itemsOf(feed, base),
  };
}

const authorOf = ({ itunes, googleplay, atom, managingEditor, dc }: Rss): string =>
  firstLine([
    itunes?.author,
    googleplay?.author,
    atom?.authors?.[0]?.name,
    managingEditor?.name,
    dc?.creators?.[0],
    itunes?.owner?.name,
  ]);

const descriptionOf = ({ description, itunes, atom, googleplay, media, dc }: Rss): string =>
  longestOf([
    description,
    itunes?.summary,
    atom?.subtitle?.value,
    googleplay?.description,
    media?.description?.value,
    dc?.descriptions?.[0],
    itunes?.subtitle,
  ]);

function guidOf(text: string | undefined): string | null {
  const guid = text?.trim().toLowerCase() ?? '';
  return UUID.test(guid) ? guid : null;
}

const mapFunding = (
  fundings: readonly PodcastNs.Funding[] | undefined,
  base: string,
): ParsedFeed['funding'] =>
  (fundings ?? []).slice(0, MAX_LIST).flatMap(({ url, display }) => {
    const address = readUrl(url, base);
    return address === null ? [] : [{ url: address, text: cleanString(display, MAX_LINE) }];
  });

const mapPodroll = (podroll: PodcastNs.Podroll | undefined, base: string): ParsedFeed['podroll'] =>
  (podroll?.remoteItems ?? []).slice(0, MAX_LIST).flatMap(({ feedGuid, feedUrl, title }) => {
    const [guid, url] = [guidOf(feedGuid), readUrl(feedUrl, base)];
    return guid === null && url === null ? [] : [{ guid, url, title: cleanString(title, MAX_LINE) }];
  });

/** Some count the hours from 1 to 24. @see RSS 0.91, `skipHours` */
const skipHoursOf = (hours: readonly number[] = []): number[] =>
  unique(
    hours
      .map((hour) => (hour === 24 ? 0 : hour))
      .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24),
  );

const skipDaysOf = (days: readonly string[] = []): number[] =>
  unique(days.map((day) => DAYS.indexOf(day.trim().toLowerCase())).filter((day) => day >= 0));

const unique = (numbers: readonly number[]): number[] => [...new Set(numbers)].toSorted((a, b) => a - b);

function itemsOf({ items, podcast }: Rss, base: string): ParsedItem[] {
  const trailers = (podcast?.trailers ?? [])
    .slice(0, MAX_LIST)
    .flatMap((trailer) => mapTrailer(trailer, base) ?? []);
  return [...(items ?? []).map((item) => mapItem(item, base)), ...trailers];
}
