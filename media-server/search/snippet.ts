import { HIT_END, HIT_START } from '../../core/search/snippet-pieces.ts';
import { wordsOf, type Phrase, type Word } from './search-words.ts';

const LENGTH = 180;
/** How much of the text before the first hit is shown. */
const BEFORE = 40;
const MAX_HITS = 200;
const PRIVATE_USE = /\p{Co}/gu;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly phrase: number;
}

/**
 * The part of a text with the most of the phrases, each hit between `HIT_START` and `HIT_END`; null when there is none.
 * @param text One line, without markup.
 */
export function snippetOf(text: string, phrases: readonly Phrase[]): string | null {
  const clean = text.replace(PRIVATE_USE, ' ');
  const words = [...wordsOf(clean)];
  const hits = hitsIn(words, phrases);
  const first = bestStart(hits);
  if (first === undefined) return null;
  const start =
    first.start <= BEFORE ? 0 : (words.find((word) => word.start >= first.start - BEFORE)?.start ?? 0);
  const end = endOf(clean, words, Math.max(start + LENGTH, first.end));
  return (start === 0 ? '' : '…') + marked(clean, start, end, hits) + (end === clean.length ? '' : '…');
}

function hitsIn(words: readonly Word[], phrases: readonly Phrase[]): Hit[] {
  const hits: Hit[] = [];
  for (let index = 0; index < words.length && hits.length < MAX_HITS; index++) {
    const phrase = phrases.findIndex((candidate) => standsAt(words, index, candidate));
    if (phrase < 0) continue;
    const start = words[index]?.start ?? 0;
    index += (phrases[phrase]?.folded.length ?? 1) - 1;
    hits.push({ start, end: words[index]?.end ?? start, phrase });
  }
  return hits;
}

const standsAt = (words: readonly Word[], index: number, phrase: Phrase): boolean =>
  phrase.folded.every((part, offset) => {
    const folded = words[index + offset]?.folded;
    return phrase.prefix === 'everywhere' && offset === phrase.folded.length - 1
      ? folded?.startsWith(part)
      : folded === part;
  });

/** The hit from which on the most phrases stand within one snippet; the first of several. */
function bestStart(hits: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined;
  let most = 0;
  for (const [index, hit] of hits.entries()) {
    const within = new Set<number>();
    for (let next = index; next < hits.length; next++) {
      const other = hits[next];
      if (other === undefined || other.end > hit.start - BEFORE + LENGTH) break;
      within.add(other.phrase);
    }
    if (best !== undefined && within.size <= most) continue;
    best = hit;
    most = within.size;
  }
  return best;
}

/** The end of the last word that ends there at the latest, of which there may be none in a script without blanks. */
function endOf(text: string, words: readonly Word[], latest: number): number {
  if (text.length <= latest) return text.length;
  return words.findLast(({ end }) => end <= latest)?.end ?? latest;
}

function marked(text: string, start: number, end: number, hits: readonly Hit[]): string {
  let snippet = '';
  let from = start;
  for (const hit of hits) {
    if (hit.start < start || hit.end > end) continue;
    snippet += text.slice(from, hit.start) + HIT_START + text.slice(hit.start, hit.end) + HIT_END;
    from = hit.end;
  }
  return snippet + text.slice(from, end);
}
