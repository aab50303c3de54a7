import type { MediaNs, PodcastNs, PscNs, RssFeed } from 'feedsmith';
import { MAX_CHAPTERS, MAX_LINE, MAX_LIST } from '../limits.ts';
import type { ParsedChapter, ParsedEnclosure, ParsedItem } from '../parsed-feed.ts';
import { cleanString } from '../values/clean-string.ts';
import { readDate } from '../values/read-date.ts';
import { readDuration, readSeconds } from '../values/read-duration.ts';
import { readUrl } from '../values/read-url.ts';
import { playableOf, readType, type StatedFile } from './enclosures.ts';
import { firstLine, firstUrl, imagesOf, linksOf, longestOf, mapPersons, pageOf } from './parts.ts';

type RssItem = RssFeed.Item<string>;
type Trailer = PodcastNs.Trailer<string>;

/** @param feedBase Against which addresses are resolved when the item has no base of its own. */
export function mapItem(item: RssItem, feedBase: string): ParsedItem {
  const base = item.xml?.base ?? feedBase;
  const { itunes, googleplay, podcast, atom } = item;
  return {
    guid: firstLine([item.guid?.value, atom?.id]) || null,
    title: titleOf(item),
    description: descriptionOf(item),
    link: linkOf(item, base),
    publishedAtMs: firstDate([item.pubDate, atom?.published, item.dc?.dates?.[0], atom?.updated]),
    durationSeconds: durationOf(item),
    season: positive(itunes?.season) ?? positive(podcast?.season?.number),
    episode: positive(itunes?.episode) ?? positive(podcast?.episode?.number),
    episodeType: episodeTypeOf(itunes?.episodeType),
    isExplicit: itunes?.explicit ?? explicitOf(googleplay?.explicit),
    artworkUrl: firstUrl(imagesOf(item), base),
    enclosures: enclosuresOf(item, base),
    chapters: mapChapters(item.psc?.chapters, base),
    chaptersUrl: readUrl(podcast?.chapters?.url, base),
    transcripts: mapTranscripts(podcast?.transcripts, base),
    persons: mapPersons(podcast?.persons, base),
    soundbites: mapSoundbites(podcast?.soundbites),
  };
}

/** A trailer of the show as the item that it would be; null when it has no file. */
export function mapTrailer(trailer: Trailer, base: string): ParsedItem | null {
  const { url, type, length, display, pubDate, season } = trailer;
  const enclosures = playableOf([{ url: readUrl(url, base), type, bytes: length }]);
  if (enclosures.length === 0) return null;
  return {
    guid: null,
    title: firstLine([display]),
    description: '',
    link: null,
    publishedAtMs: firstDate([pubDate]),
    durationSeconds: null,
    season: positive(season),
    episode: null,
    episodeType: 'trailer',
    isExplicit: null,
    artworkUrl: null,
    enclosures,
    chapters: [],
    chaptersUrl: null,
    transcripts: [],
    persons: [],
    soundbites: [],
  };
}

const titleOf = ({ title, itunes, atom, media, dc }: RssItem): string =>
  firstLine([
    title,
    itunes?.title,
    atom?.title?.value,
    media?.title?.value,
    ...(media?.groups ?? []).map(({ title }) => title?.value),
    dc?.titles?.[0],
  ]);

const descriptionOf = ({ content, description, itunes, googleplay, atom, media, dc }: RssItem): string =>
  longestOf([
    content?.encoded,
    description,
    itunes?.summary,
    atom?.content?.value,
    atom?.summary?.value,
    googleplay?.description,
    media?.description?.value,
    ...(media?.groups ?? []).map(({ description }) => description?.value),
    ...(dc?.descriptions ?? []),
    itunes?.subtitle,
  ]);

/** An identifier is the address of a page unless it says that it is none. @see RSS 2.0, `guid` */
function linkOf({ link, guid, atom }: RssItem, base: string): string | null {
  const isPage = guid?.isPermaLink ?? /^https?:\/\//i.test(guid?.value ?? '');
  return readUrl(link, base) ?? pageOf(atom?.links, base) ?? (isPage ? readUrl(guid?.value, base) : null);
}

function firstDate(dates: readonly (string | undefined)[]): number | null {
  for (const date of dates) {
    const epochMs = date === undefined ? null : readDate(date);
    if (epochMs !== null) return epochMs;
  }
  return null;
}

const durationOf = ({ itunes, media }: RssItem): number | null =>
  readDuration(String(itunes?.duration ?? contentsOf(media)[0]?.duration ?? ''));

const positive = (value: number | undefined): number | null =>
  value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : null;

function episodeTypeOf(text: string | undefined): ParsedItem['episodeType'] {
  const type = text?.toLowerCase();
  return type === 'trailer' || type === 'bonus' ? type : 'full';
}

const explicitOf = (explicit: boolean | 'clean' | undefined): boolean | null =>
  explicit === undefined ? null : explicit === true;

/** Enclosures go first, then what Media RSS has when there are none, then the alternates of Podcasting 2.0. */
function enclosuresOf(item: RssItem, base: string): ParsedEnclosure[] {
  const linked = linksOf(item.atom?.links, 'enclosure').map(({ href, type, length, title }) => ({
    url: readUrl(href, base),
    type,
    bytes: length,
    title,
  }));
  const enclosed = (item.enclosures ?? []).map(({ url, type, length }) => ({
    url: readUrl(url, base),
    type,
    bytes: length,
  }));
  const main = [...enclosed, ...linked];
  const files = playableOf(main).length > 0 ? main : contentsOf(item.media).map((file) => fileOf(file, base));
  return playableOf([
    ...files,
    ...(item.podcast?.alternateEnclosures ?? []).map((file) => alternateOf(file, base)),
  ]);
}

/** Whole works only, the ones that are the default of their group first. */
function contentsOf(media: MediaNs.ItemOrFeed | undefined): MediaNs.Content[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap(({ contents }) => contents ?? []),
  ];
  return contents
    .filter(
      ({ expression, medium }) =>
        expression !== 'sample' && !/^(?:image|document|executable)$/i.test(medium ?? ''),
    )
    .toSorted((a, b) => Number(b.isDefault === true) - Number(a.isDefault === true));
}

const fileOf = ({ url, type, fileSize, bitrate, height }: MediaNs.Content, base: string): StatedFile => ({
  url: readUrl(url, base),
  type,
  bytes: fileSize,
  // Media RSS counts in thousands.
  bitrate: bitrate === undefined ? undefined : bitrate * 1000,
  height,
});

/** From the first of its sources that is on the web. */
function alternateOf(alternate: PodcastNs.AlternateEnclosure, base: string): StatedFile {
  const sources = (alternate.sources ?? []).slice(0, MAX_LIST);
  const source = sources.find(({ uri }) => readUrl(uri, base) !== null);
  const { type, length, title, bitrate, height, integrity } = alternate;
  return {
    url: readUrl(source?.uri, base),
    type: source?.contentType ?? type,
    bytes: length,
    integrity: integrity?.type?.toLowerCase() === 'sri' ? integrity.value : undefined,
    title: cleanString(title, MAX_LINE) || undefined,
    bitrate,
    height,
  };
}

const mapChapters = (chapters: readonly PscNs.Chapter[] | undefined, base: string): ParsedChapter[] =>
  (chapters ?? [])
    .slice(0, MAX_CHAPTERS)
    .flatMap(({ start, title, href, image }) => {
      const startSeconds = readSeconds(start ?? '');
      if (startSeconds === null) return [];
      const [url, imageUrl] = [readUrl(href, base), readUrl(image, base)];
      return [{ startSeconds, title: cleanString(title, MAX_LINE), url, imageUrl }];
    })
    .toSorted((a, b) => a.startSeconds - b.startSeconds);

const mapTranscripts = (
  transcripts: readonly PodcastNs.Transcript[] | undefined,
  base: string,
): ParsedItem['transcripts'] =>
  (transcripts ?? []).slice(0, MAX_LIST).flatMap(({ url, type, language }) => {
    const address = readUrl(url, base);
    if (address === null) return [];
    return [{ url: address, type: readType(type), language: cleanString(language, MAX_LINE) || null }];
  });

const mapSoundbites = (soundbites: readonly PodcastNs.Soundbite[] | undefined): ParsedItem['soundbites'] =>
  (soundbites ?? []).slice(0, MAX_LIST).flatMap(({ startTime, duration, display }) => {
    const isTime = startTime !== undefined && startTime >= 0 && startTime < Infinity;
    if (!isTime || duration === undefined || !(duration > 0 && duration < Infinity)) return [];
    return [{ startSeconds: startTime, durationSeconds: duration, title: cleanString(display, MAX_LINE) }];
  });
