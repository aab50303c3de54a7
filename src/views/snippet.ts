import type { SnippetPiece } from '../../core/search/snippet-pieces.ts';

export type Snippet = readonly SnippetPiece[];

/** From `start` inclusive to `end` exclusive, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const BEFORE = 60;
const LENGTH = 240;

/** The text about the first of the ranges, begun and ended at a word where one is near; the ranges are in order. */
export function snippetAbout(text: string, ranges: readonly TextRange[]): Snippet {
  const [first] = ranges;
  const from = first === undefined ? 0 : wordBefore(text, first.start - BEFORE);
  const to = wordEnd(text, Math.min(text.length, from + LENGTH));
  const pieces = piecesOf(text, from, to, ranges);
  return [
    ...(from > 0 ? [{ text: '…', isHit: false }] : []),
    ...pieces,
    ...(to < text.length ? [{ text: '…', isHit: false }] : []),
  ];
}

function piecesOf(text: string, from: number, to: number, ranges: readonly TextRange[]): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let at = from;
  for (const { end, start } of ranges) {
    if (start < at || end > to) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false });
    pieces.push({ text: text.slice(start, end), isHit: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), isHit: false });
  return pieces;
}

/** The start of the word at a place, or the place itself where it is far. */
function wordBefore(text: string, place: number): number {
  if (place <= 0) return 0;
  const space = text.lastIndexOf(' ', place);
  return place - space < 20 ? space + 1 : place;
}

function wordEnd(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const space = text.lastIndexOf(' ', place);
  return place - space < 20 ? space : place;
}
