import { fold } from '../text/fold.ts';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { isUnfinished, type ListeningEntry } from '../services/listening.ts';
import { isHere } from './download-lists.ts';

export const EPISODE_CHOICES = ['all', 'not-played', 'in-progress', 'downloaded'] as const;
export const EPISODE_ORDERS = ['newest', 'oldest'] as const;

/** Which episodes of a show are listed. */
export type EpisodeChoice = (typeof EPISODE_CHOICES)[number];
export type EpisodeOrder = (typeof EPISODE_ORDERS)[number];

export interface EpisodeFilter {
  readonly choice: EpisodeChoice;
  readonly order: EpisodeOrder;
  /** What the title has in it; empty for any. */
  readonly text: string;
}

/** What is known of the episodes of one show. */
export interface ShowEpisodes {
  readonly showId: string;
  /** What the catalogue has told so far, the newest first. */
  readonly listed: readonly EpisodeSummary[];
  readonly views: ReadonlyMap<string, DownloadView>;
  readonly entries: ReadonlyMap<string, ListeningEntry>;
}

export const filterOf = (order: EpisodeOrder): EpisodeFilter => ({ choice: 'all', order, text: '' });

/** A filter that was kept; null where it is none. */
export function readFilter(value: unknown): EpisodeFilter | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('choice' in value) || !('order' in value) || !('text' in value)) return null;
  const choice = EPISODE_CHOICES.find((one) => one === value.choice);
  const order = EPISODE_ORDERS.find((one) => one === value.order);
  const { text } = value;
  return choice === undefined || order === undefined || typeof text !== 'string'
    ? null
    : { choice, order, text };
}

/** Whether every episode has to be known first: this device alone knows what is in progress and what is downloaded. */
export const needsWholeList = ({ choice, order, text }: EpisodeFilter): boolean =>
  choice !== 'in-progress' &&
  choice !== 'downloaded' &&
  (choice === 'not-played' || order === 'oldest' || wordsOf(text).length > 0);

/** Letters that are more than a base and a mark. */

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Folding thousands of titles for each letter that is typed would be felt. */
const foldedTitles = new WeakMap<EpisodeSummary, string>();

function foldedTitle(episode: EpisodeSummary): string {
  const known = foldedTitles.get(episode);
  if (known !== undefined) return known;
  const folded = fold(episode.title);
  foldedTitles.set(episode, folded);
  return folded;
}

/** The episodes that a filter leaves, in its order. */
export function filterEpisodes(
  show: ShowEpisodes,
  { choice, order, text }: EpisodeFilter,
): readonly EpisodeSummary[] {
  const words = wordsOf(text);
  const chosen = choose(show, choice);
  const found =
    words.length === 0
      ? chosen
      : chosen.filter((episode) => words.every((word) => foldedTitle(episode).includes(word)));
  return order === 'oldest' ? found.toReversed() : found;
}

function choose(show: ShowEpisodes, choice: EpisodeChoice): readonly EpisodeSummary[] {
  const { entries, listed, views } = show;
  switch (choice) {
    case 'all':
      return listed;
    case 'not-played':
      return listed.filter(({ id }) => entries.get(id)?.played !== true);
    case 'in-progress':
      return newestFirst(
        [...entries.values()].filter(isUnfinished).map(({ episode }) => episode),
        show,
      );
    case 'downloaded':
      return newestFirst(
        [...views.values()].filter(isHere).map(({ download }) => download.episode),
        show,
      );
  }
}

/** Those of the show, as the catalogue has them where it told of them. */
function newestFirst(kept: readonly EpisodeSummary[], { listed, showId }: ShowEpisodes): EpisodeSummary[] {
  const known = new Map(listed.map((episode) => [episode.id, episode]));
  return kept
    .filter((episode) => episode.showId === showId)
    .map((episode) => known.get(episode.id) ?? episode)
    .toSorted((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? 1 : -1));
}
