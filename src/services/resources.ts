import type { DirectoryAnswer } from '../../core/api/directory.ts';
import type { Chapters, Episode, EpisodeSummary } from '../../core/api/episode.ts';
import type { EpisodePage, ShowList } from '../../core/api/page.ts';
import type { SearchAnswer } from '../../core/api/search.ts';
import type { Show } from '../../core/api/show.ts';
import type { OpmlResult, Subscription, SubscriptionList } from '../../core/api/subscription.ts';

/** Something the server serves, and how its answer is checked. `read` throws when the answer has another shape. */
export interface Resource<T> {
  readonly path: string;
  readonly body: 'json' | 'text';
  readonly read: (value: unknown) => T;
}

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as Fields;
}

const itemsOf = (value: unknown): Fields[] => listOf(value, 'items');

function listOf(value: unknown, name: string): Fields[] {
  const list = fieldsOf(value)[name];
  if (!Array.isArray(list)) throw new TypeError(`no ${name}`);
  return list.map(fieldsOf);
}

function requireStrings(fields: Fields, ...names: string[]): void {
  for (const name of names) {
    if (typeof fields[name] !== 'string') throw new TypeError(`${name} is not a text`);
  }
}

function requireNumbers(fields: Fields, ...names: string[]): void {
  for (const name of names) {
    if (typeof fields[name] !== 'number') throw new TypeError(`${name} is not a number`);
  }
}

function checkShow(fields: Fields): void {
  requireStrings(fields, 'id', 'title', 'artworkUrl', 'artworkColor');
}

function checkEpisode(fields: Fields): void {
  requireStrings(fields, 'id', 'showId', 'title', 'artworkUrl', 'artworkColor');
  requireStrings(fieldsOf(fields['media']), 'url', 'type');
}

function readEpisodePage(value: unknown): EpisodePage {
  itemsOf(value).forEach(checkEpisode);
  return value as EpisodePage;
}

const json = <T>(path: string, read: (value: unknown) => T): Resource<T> => ({ path, body: 'json', read });

export const showsResource = (): Resource<ShowList> =>
  json('/api/shows', (value) => {
    itemsOf(value).forEach(checkShow);
    return value as ShowList;
  });

export const showResource = (showId: string): Resource<Show> =>
  json(`/api/shows/${encodeURIComponent(showId)}`, (value) => {
    const fields = fieldsOf(value);
    checkShow(fields);
    requireStrings(fields, 'descriptionHtml');
    return value as Show;
  });

/** What comes after the first page is asked for in large ones: a whole show takes a quarter of the requests. */
const LATER_PAGE_EPISODES = 200;

const withCursor = (path: string, cursor: string | null): string =>
  cursor === null ? path : `${path}?limit=${LATER_PAGE_EPISODES}&cursor=${encodeURIComponent(cursor)}`;

export const showEpisodesResource = (showId: string, cursor: string | null): Resource<EpisodePage> =>
  json(withCursor(`/api/shows/${encodeURIComponent(showId)}/episodes`, cursor), readEpisodePage);

export const newestEpisodesResource = (): Resource<EpisodePage> => json('/api/episodes', readEpisodePage);

export const episodeResource = (episodeId: string): Resource<Episode> =>
  json(`/api/episodes/${encodeURIComponent(episodeId)}`, (value) => {
    const fields = fieldsOf(value);
    checkEpisode(fields);
    requireStrings(fields, 'descriptionHtml');
    return value as Episode;
  });

export type Chapter = Chapters['chapters'][number];

export const chaptersResource = (chaptersUrl: string): Resource<readonly Chapter[]> =>
  json(chaptersUrl, (value) => {
    const { chapters } = fieldsOf(value);
    if (!Array.isArray(chapters)) throw new TypeError('no chapters');
    return (chapters as unknown[])
      .map(fieldsOf)
      .filter((fields) => typeof fields['startTime'] === 'number' && typeof fields['title'] === 'string')
      .map((fields) => fields as unknown as Chapter);
  });

export const transcriptResource = (url: string): Resource<string> => ({
  path: url,
  body: 'text',
  read: (value) => String(value),
});

/** As many as the server gives. */
const MOST_HITS = 50;

export const searchResource = (words: string): Resource<SearchAnswer> =>
  json(`/api/search?limit=${MOST_HITS}&q=${encodeURIComponent(words)}`, (value) => {
    listOf(value, 'shows').forEach(checkShow);
    for (const { episode, snippet } of listOf(value, 'episodes')) {
      checkEpisode(fieldsOf(episode));
      if (snippet !== null && typeof snippet !== 'string') throw new TypeError('a snippet is not a text');
    }
    return value as SearchAnswer;
  });

export const directoryResource = (words: string): Resource<DirectoryAnswer> =>
  json(`/api/directory?q=${encodeURIComponent(words)}`, (value) => {
    listOf(value, 'hits').forEach((fields) => requireStrings(fields, 'title', 'author', 'feedUrl'));
    listOf(value, 'directories').forEach((fields) => requireStrings(fields, 'name', 'state'));
    return value as DirectoryAnswer;
  });

export function readSubscription(value: unknown): Subscription {
  const fields = fieldsOf(value);
  requireStrings(fields, 'showId', 'title');
  requireStrings(fieldsOf(fields['feed']), 'url');
  return value as Subscription;
}

export const subscriptionsResource = (): Resource<SubscriptionList> =>
  json('/api/subscriptions', (value) => {
    itemsOf(value).forEach(readSubscription);
    requireNumbers(fieldsOf(value), 'unread');
    return value as SubscriptionList;
  });

export function readOpmlResult(value: unknown): OpmlResult {
  requireNumbers(fieldsOf(value), 'added', 'known');
  listOf(value, 'problems').forEach((fields) => requireStrings(fields, 'line', 'reason'));
  return value as OpmlResult;
}

/** The fields of a list from the whole episode, for what is kept beside a download. */
export const summaryOf = ({
  id,
  showId,
  showTitle,
  title,
  publishedAt,
  durationSeconds,
  kind,
  season,
  episode,
  episodeType,
  media,
  artworkUrl,
  artworkColor,
}: EpisodeSummary): EpisodeSummary => ({
  id,
  showId,
  showTitle,
  title,
  publishedAt,
  durationSeconds,
  kind,
  season,
  episode,
  episodeType,
  media,
  artworkUrl,
  artworkColor,
});
