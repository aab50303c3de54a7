import type { EpisodeSummary } from '../../core/api/episode.ts';
import { fold, foldedPlaces } from '../text/fold.ts';
import { snippetAbout, type Snippet, type TextRange } from './snippet.ts';

/** An episode that is on this device, and its notes as plain text; empty where there are none. */
export interface StoredText {
  readonly episode: EpisodeSummary;
  readonly notes: string;
}

export interface StoredHit {
  readonly episode: EpisodeSummary;
  /** From the notes; null where the words stand in its titles alone. */
  readonly snippet: Snippet | null;
}

export interface StoredHits {
  /** One episode of each show whose title has all the words. */
  readonly shows: readonly EpisodeSummary[];
  readonly episodes: readonly StoredHit[];
}

const MOST_HITS = 50;

/**
 * Searches what is on this device: all words have to be there, in whatever order, at the beginning of a word or inside it, with or
 * without accents. Titles first, then the titles of shows, then notes; the newest first among equals.
 */
export function searchStored(text: string, stored: readonly StoredText[]): StoredHits {
  const words = [...new Set(fold(text).split(/\s+/).filter(Boolean))];
  if (words.length === 0) return { shows: [], episodes: [] };
  const ranked = stored
    .map((one) => ({ ...one, rank: rankOf(one, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank || b.episode.publishedAt - a.episode.publishedAt);
  return {
    shows: showsWith(words, stored),
    episodes: ranked.slice(0, MOST_HITS).map(({ episode, notes, rank }) => ({
      episode,
      snippet: rank === NOTES ? snippetAbout(notes, rangesOf(words, notes)) : null,
    })),
  };
}

const TITLE = 3;
const SHOW_TITLE = 2;
const NOTES = 1;

/** 0 where a word is missing. */
function rankOf({ episode, notes }: StoredText, words: readonly string[]): number {
  const title = fold(episode.title);
  if (hasAll(title, words)) return TITLE;
  const titles = `${title} ${fold(episode.showTitle)}`;
  if (hasAll(titles, words)) return SHOW_TITLE;
  return hasAll(`${titles} ${fold(notes)}`, words) ? NOTES : 0;
}

const hasAll = (folded: string, words: readonly string[]): boolean =>
  words.every((word) => folded.includes(word));

function showsWith(words: readonly string[], stored: readonly StoredText[]): EpisodeSummary[] {
  const shows = new Map<string, EpisodeSummary>();
  for (const { episode } of stored) {
    if (!shows.has(episode.showId) && hasAll(fold(episode.showTitle), words))
      shows.set(episode.showId, episode);
  }
  return [...shows.values()];
}

/** Where the words stand in a text, in order; none reaches into another. */
export function rangesOf(words: readonly string[], text: string): TextRange[] {
  const folded = fold(text);
  const places = foldedPlaces(text);
  const found = words
    .flatMap((word) => placesOf(word, folded))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const ranges: TextRange[] = [];
  for (const { end, start } of found) {
    const range = { start: places?.[start] ?? start, end: places?.[end] ?? end };
    if (range.start >= (ranges.at(-1)?.end ?? 0) && range.end > range.start) ranges.push(range);
  }
  return ranges;
}

function placesOf(word: string, folded: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (let start = folded.indexOf(word); start >= 0; start = folded.indexOf(word, start + word.length)) {
    ranges.push({ start, end: start + word.length });
  }
  return ranges;
}
