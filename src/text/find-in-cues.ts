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

const ASCII = /^[\0-\x7f]*$/;
/** Accents of the European scripts, and the points of Hebrew and Arabic: a text may be written with or without them. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;
const PLAINER: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′ʼ]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
];

const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  let folded = character.normalize('NFKD').replace(ACCENTS, '');
  for (const [typographic, plain] of PLAINER) folded = folded.replace(typographic, plain);
  // Upper case first: it takes `ß` and `ς` to letters that others are written with, too.
  folded = folded.toUpperCase().toLowerCase();
  foldedCharacters.set(character, folded);
  return folded;
}

/**
 * A text without what a reader would not type: case, accents, typographic quotes and dashes. Each character is folded by
 * itself, so that a place in the folded text can be found again in the text.
 */
export const fold = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase() : Array.from(text, foldCharacter).join('');

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
    const places = placesOf(cues[cue]?.text ?? '');
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

/** For each folded unit, where its character begins in the text, and the end of the text; null where they are the same. */
function placesOf(text: string): number[] | null {
  if (ASCII.test(text)) return null;
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    for (let unit = foldCharacter(character).length; unit > 0; unit--) places.push(at);
    at += character.length;
  }
  places.push(at);
  return places;
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
