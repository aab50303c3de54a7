/** Scripts that put no blanks between words: each character counts as a word, and a word is a phrase of them. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}`;
const UNSPACED_CHARACTER = new RegExp(`[${UNSPACED}]`, 'gu');
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const ASCII = /^[\0-\x7f]*$/;
const PRIVATE_USE = /\p{Co}/gu;

const MAX_QUERY = 500;
const MAX_PHRASES = 12;

/** A word as it stands in a text, from `start` until before `end` in UTF-16 units. */
export interface Word {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/** Words that follow one another: `don’t` are two. */
export interface Phrase {
  /** Folded. */
  readonly words: readonly string[];
  /** Whether the last word may be the beginning of one. */
  readonly isPrefix: boolean;
}

export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    yield { folded: fold(word), start: index, end: index + word.length };
  }
}

/** The phrases that a text has to hold: none when there are no words. What is longer than anybody types is cut off. */
export function readQuery(query: string): Phrase[] {
  const pieces = query.slice(0, MAX_QUERY).toWellFormed().split(/\s+/);
  const phrases = pieces
    .map((piece) => Array.from(wordsOf(piece), ({ folded }) => folded))
    .filter((words) => words.length > 0)
    .slice(0, MAX_PHRASES);
  return phrases.map((words, index) => ({ words, isPrefix: index === phrases.length - 1 }));
}

/** The text as an index that splits at blanks and punctuation has to be given it. */
export const spaced = (text: string): string =>
  text.replace(PRIVATE_USE, ' ').replace(UNSPACED_CHARACTER, ' $& ');

/** Without case and diacritics. */
const fold = (word: string): string =>
  ASCII.test(word)
    ? word.toLowerCase()
    : word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
