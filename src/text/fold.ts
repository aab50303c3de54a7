const ASCII = /^[\0-\x7f]*$/;
/** Accents of the European scripts, and the points of Hebrew and Arabic: a text may be written with or without them. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;
/** What is no accent in Unicode, and none the less left out by who has no key for it. */
const PLAINER: ReadonlyMap<string, string> = new Map([
  ...Array.from('‘’‚‛′ʼ', (quote) => [quote, "'"] as const),
  ...Array.from('“”„‟″«»', (quote) => [quote, '"'] as const),
  ...Array.from('‐‑‒–—―−', (dash) => [dash, '-'] as const),
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  // Upper case first: it takes `ß` and `ς` to letters that others are written with, too.
  const bare = character.normalize('NFKD').replace(ACCENTS, '').toUpperCase().toLowerCase();
  const folded = Array.from(bare, (one) => PLAINER.get(one) ?? one).join('');
  foldedCharacters.set(character, folded);
  return folded;
}

/**
 * A text without what a reader would not type: case, accents, typographic quotes and dashes. Each character is folded by
 * itself, so that a place in the folded text can be found again in the text.
 */
export const fold = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase() : Array.from(text, foldCharacter).join('');

/** For each folded unit, where its character begins in the text, and the end of the text; null where they are the same. */
export function foldedPlaces(text: string): number[] | null {
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
