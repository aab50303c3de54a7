/** Scripts that put no blanks between words: each character counts as a word, and a word is a phrase of them. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}`;
const UNSPACED_CHARACTER = new RegExp(`[${UNSPACED}]`, 'gu');
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const KOREAN = /\p{sc=Hang}/u;
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
  /** As they were asked for, in Unicode normalization form C. */
  readonly words: readonly string[];
  readonly folded: readonly string[];
  /** Where the last word may be the beginning of one. */
  readonly prefix: 'nowhere' | 'titles' | 'everywhere';
}

export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    yield { folded: fold(word), start: index, end: index + word.length };
  }
}

/** The phrases that a text has to hold: none when there are no words. What is longer than anybody types is cut off. */
export function readQuery(query: string): Phrase[] {
  const pieces = query.slice(0, MAX_QUERY).toWellFormed().normalize('NFC').split(/\s+/);
  const phrases = pieces
    .map((piece) => piece.match(WORD) ?? [])
    .filter((words) => words.length > 0)
    .slice(0, MAX_PHRASES);
  return phrases.map((words, index) => ({
    words,
    folded: words.map(fold),
    prefix: index === phrases.length - 1 ? prefixOf(words.at(-1) ?? '') : 'nowhere',
  }));
}

/** Nearly every text has words that begin with any one or two letters. A character of Korean is a syllable. */
function prefixOf(word: string): Phrase['prefix'] {
  const { length } = Array.from(word);
  if (length > 2 || KOREAN.test(word)) return 'everywhere';
  return length === 2 ? 'titles' : 'nowhere';
}

/** The text as an index that splits at blanks and punctuation has to be given it. */
export const spaced = (text: string): string =>
  text.normalize('NFC').replace(PRIVATE_USE, ' ').replace(UNSPACED_CHARACTER, ' $& ');

/** Without case and diacritics. */
const fold = (word: string): string =>
  ASCII.test(word)
    ? word.toLowerCase()
    : word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
