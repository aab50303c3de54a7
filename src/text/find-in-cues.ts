import { fold, foldedPlaces } from './fold.ts';
import type { Cue } from './vtt.ts';

/** A piece of the text of one cue, in UTF-16 units, `end` exclusive. */
export interface Span {
  /** The index of the cue. */
  readonly cue: number;
  readonly start: number;
  readonly end: number;
}

/** What was found: a piece of one cue, or of several that follow one another. */
export type Hit = readonly [Span, ...Span[]];

/** The texts of all cues, made ready to be searched. */
export interface CueIndex {
  readonly cues: readonly Cue[];
  /** The folded texts one after another, with a space between. */
  readonly folded: string;
  /** Where the text of each cue begins in `folded`. */
  readonly starts: readonly number[];
}

/** More than these help nobody. */
export const MOST_HITS = 9_999;

/** Folds the cues once, for any number of searches. */
export function indexCues(cues: readonly Cue[]): CueIndex {
  const texts = cues.map(({ text }) => fold(text));
  const starts: number[] = [];
  let start = 0;
  for (const text of texts) {
    starts.push(start);
    start += text.length + 1;
  }
  return { cues, folded: texts.join(' '), starts };
}

/**
 * Finds a text in the cues, also where it goes on from one cue into the next; at most `MOST_HITS`, which do not overlap, in
 * their order. A query of white space finds nothing.
 */
export function findInCues(index: CueIndex, query: string): Hit[] {
  const wanted = fold(query.trim().replace(/\s+/g, ' '));
  if (wanted === '') return [];
  const hits: Hit[] = [];
  let from = index.folded.indexOf(wanted);
  while (from >= 0 && hits.length < MOST_HITS) {
    const hit = hitAt(index, from, from + wanted.length);
    if (hit !== null) hits.push(hit);
    from = index.folded.indexOf(wanted, from + wanted.length);
  }
  return hits;
}

/** From a place in the folded text to another one, exclusive. */
function hitAt({ cues, folded, starts }: CueIndex, from: number, end: number): Hit | null {
  const spans: Span[] = [];
  for (let cue = lastAtOrBefore(starts, from); cue < cues.length; cue++) {
    const start = starts[cue] ?? 0;
    if (start >= end) break;
    const length = (starts[cue + 1] ?? folded.length + 1) - 1 - start;
    const first = Math.max(0, from - start);
    const last = Math.min(length, end - start) - 1;
    if (last < first) continue;
    const places = foldedPlaces(cues[cue]?.text ?? '');
    spans.push({
      cue,
      start: places?.[first] ?? first,
      end: places === null ? last + 1 : endOfCharacter(places, last),
    });
  }
  const [span, ...rest] = spans;
  return span === undefined ? null : [span, ...rest];
}

/** Where the character ends that a folded unit came from, with the accents that follow it. */
function endOfCharacter(places: readonly number[], unit: number): number {
  const start = places[unit];
  let next = unit + 1;
  while (places[next] === start) next += 1;
  return places[next] ?? 0;
}

function lastAtOrBefore(starts: readonly number[], place: number): number {
  let before = 0;
  let after = starts.length;
  while (after - before > 1) {
    const middle = (before + after) >>> 1;
    if ((starts[middle] ?? Infinity) <= place) before = middle;
    else after = middle;
  }
  return before;
}
