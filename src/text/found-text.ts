import type { EpisodeChoice, EpisodeFilter } from '../views/episode-filter.ts';
import { needsWholeList } from '../views/episode-filter.ts';
import { formatCount } from './format.ts';

interface Search {
  readonly filter: EpisodeFilter;
  /** How many episodes the filter leaves. */
  readonly found: number;
  /** How many were looked through. */
  readonly known: number;
  /** How many the show has; null where that is not known. */
  readonly total: number | null;
  readonly isWhole: boolean;
  /** What is left could not be loaded. */
  readonly hasFailed: boolean;
}

const NONE_TEXTS: Record<Exclude<EpisodeChoice, 'all'>, string> = {
  'not-played': 'Nothing left to play.',
  'in-progress': 'Nothing is in progress.',
  downloaded: 'Nothing of this show is on this device.',
};

const episodes = (count: number): string => formatCount(count, 'episode', 'episodes');

/** What a filter found, or that it is still looking; empty where it leaves everything. */
export function foundText({ filter, found, hasFailed, isWhole, known, total }: Search): string {
  const { choice } = filter;
  const text = filter.text.trim();
  if (needsWholeList(filter) && !isWhole) {
    if (!hasFailed) return `Looking through ${total === null ? 'all episodes' : episodes(total)}…`;
    const all = total === null ? 'The rest' : `The rest of ${episodes(total)}`;
    return `${found} found in ${episodes(known)}. ${all} could not be loaded.`;
  }
  if (found > 0) {
    if (choice === 'all' && text === '') return '';
    return total === null ? episodes(found) : `${formatCount(found, '', '').trim()} of ${episodes(total)}`;
  }
  if (text !== '') return `No title here has “${text}” in it.`;
  return choice === 'all' ? '' : NONE_TEXTS[choice];
}
