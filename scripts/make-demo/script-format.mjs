/**
 * Reads a show's text source.
 *
 *   # Show title            then `key: value` lines
 *   ## Episode title        then `key: value` lines, the last of them `notes:`, which takes all lines below it
 *   ### Chapter title       then one or more sentences per line; an empty line is a longer pause
 *
 * `{written|spoken}` gives a word that is read differently from how it is written.
 */
export function parseShow(source) {
  const show = { episodes: [] };
  let target = show;
  let chapter;
  let notes;
  for (const line of source.split('\n')) {
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    if (heading) {
      notes = undefined;
      const [, marks, title] = heading;
      if (marks === '#') {
        show.title = title;
      } else if (marks === '##') {
        target = { title, chapters: [] };
        chapter = undefined;
        show.episodes.push(target);
      } else {
        chapter = { title, paragraphs: [[]] };
        target.chapters.push(chapter);
      }
    } else if (chapter) {
      if (line.trim() === '') chapter.paragraphs.push([]);
      else chapter.paragraphs.at(-1).push(...sentencesOf(line.trim()));
    } else if (notes) {
      notes.push(line.trim());
      target.notes = notes.join('\n').trim();
    } else {
      const pair = /^(\w+): *(.*)$/.exec(line);
      if (pair?.[1] === 'notes') notes = [];
      else if (pair) target[pair[1]] = pair[2];
    }
  }
  for (const episode of show.episodes) {
    for (const part of episode.chapters) part.paragraphs = part.paragraphs.filter((p) => p.length > 0);
  }
  return show;
}

/** Splits after `.`, `!` or `?` before a capital; runs of very short sentences stay together. */
function sentencesOf(line) {
  const sentences = [];
  for (const piece of line.split(/(?<=[.!?]) (?=[A-Z{])/)) {
    const previous = sentences.at(-1);
    if (
      previous !== undefined &&
      (previous.length < 24 || piece.length < 14) &&
      previous.length + piece.length < 80
    ) {
      sentences[sentences.length - 1] = `${previous} ${piece}`;
    } else {
      sentences.push(piece);
    }
  }
  return sentences;
}

const LEXICON = [
  [/\bCarryon\b/g, 'carry on'],
  [/\bSHA-256\b/g, 'shaa two fifty six'],
  [/\bXMODEM\b/g, 'X modem'],
  [/\bZMODEM('s)?/g, 'Z modem$1'],
  [/\bIf-Range\b/g, 'if range'],
  [/\bBitTorrent\b/g, 'bit torrent'],
  [/\bmebibytes?\b/g, 'mebby bites'],
  [/\bgibibyte\b/g, 'gibby bite'],
];

export const written = (sentence) =>
  sentence.replace(/\{([^|}]*)\|[^}]*\}/g, '$1').replace(/\b([A-Z]) (?=[A-Z]\b)/g, '$1');

export const spoken = (sentence) =>
  LEXICON.reduce((text, [from, to]) => text.replace(from, to), sentence.replace(/\{[^|}]*\|([^}]*)\}/g, '$1'))
    .replaceAll('’', "'")
    .replace(/[“”]/g, '');
