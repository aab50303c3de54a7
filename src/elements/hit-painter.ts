import { css } from 'lit';
import type { Hit, Span } from '../text/find-in-cues.ts';

const FOUND = 'carry-found';
const FOUND_HERE = 'carry-found-here';

/** Marks what was found in the lines of a transcript. */
export interface HitPainter {
  /** Takes the place of what was painted before; `current` is the index of the hit that the reader is at. */
  paint(hits: readonly Hit[], current: number): void;
  /** Moves to another of the hits that are painted. */
  move(current: number): void;
  clear(): void;
}

/** The element whose only child is the text of a cue. */
export type TextBoxOf = (cue: number) => Element | undefined;

/** The colours are no tokens: in some browsers a highlight knows no custom properties. */
export const hitStyles = css`
  ::highlight(carry-found) {
    background-color: light-dark(#f6dfa4, #5c4514);
    color: light-dark(#1d1b18, #fff3d6);
  }
  ::highlight(carry-found-here) {
    background-color: light-dark(#7a4b00, #f1c987);
    color: light-dark(#ffffff, #1d1b18);
  }
  mark {
    background: light-dark(#f6dfa4, #5c4514);
    color: light-dark(#1d1b18, #fff3d6);
    border-radius: 2px;
  }
  mark.here {
    background: light-dark(#7a4b00, #f1c987);
    color: light-dark(#ffffff, #1d1b18);
  }
  @media (forced-colors: active) {
    ::highlight(carry-found) {
      background-color: Mark;
      color: MarkText;
    }
    ::highlight(carry-found-here) {
      background-color: Highlight;
      color: HighlightText;
      text-decoration: underline;
    }
    mark.here {
      background: Highlight;
      color: HighlightText;
      text-decoration: underline;
    }
  }
`;

/** Paints without a change of the document where the browser can do that, else with `<mark>`. */
export const makeHitPainter = (boxOf: TextBoxOf): HitPainter =>
  'highlights' in CSS ? new HighlightPainter(boxOf) : new MarkPainter(boxOf);

/** @see CSS Custom Highlight API Module Level 1 */
class HighlightPainter implements HitPainter {
  readonly #boxOf: TextBoxOf;
  #ranges: readonly (readonly StaticRange[])[] = [];
  #here: readonly StaticRange[] = [];

  constructor(boxOf: TextBoxOf) {
    this.#boxOf = boxOf;
  }

  paint(hits: readonly Hit[], current: number): void {
    this.clear();
    this.#ranges = hits.map((hit) => hit.flatMap((span) => this.#rangesOf(span)));
    const found = highlightNamed(FOUND, 0);
    for (const range of this.#ranges.flat()) found.add(range);
    this.move(current);
  }

  move(current: number): void {
    const highlight = highlightNamed(FOUND_HERE, 1);
    for (const range of this.#here) highlight.delete(range);
    this.#here = this.#ranges[current] ?? [];
    for (const range of this.#here) highlight.add(range);
  }

  clear(): void {
    const found = highlightNamed(FOUND, 0);
    for (const range of this.#ranges.flat()) found.delete(range);
    this.#ranges = [];
    this.move(-1);
  }

  #rangesOf({ cue, end, start }: Span): StaticRange[] {
    const text = this.#boxOf(cue)?.firstChild;
    return text == null
      ? []
      : [new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end })];
  }
}

/** One for the whole page: each transcript adds what is its own. */
function highlightNamed(name: string, priority: number): Highlight {
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  made.priority = priority;
  CSS.highlights.set(name, made);
  return made;
}

interface Found {
  /** The index of the hit. */
  readonly hit: number;
  readonly span: Span;
}

/** What was found in each cue, by its index. */
function foundInCues(hits: readonly Hit[]): Map<number, Found[]> {
  const cues = new Map<number, Found[]>();
  for (const [hit, spans] of hits.entries()) {
    for (const span of spans) {
      const found = cues.get(span.cue) ?? [];
      found.push({ hit, span });
      cues.set(span.cue, found);
    }
  }
  return cues;
}

class MarkPainter implements HitPainter {
  readonly #boxOf: TextBoxOf;
  /** The text of each box that holds marks now. */
  readonly #texts = new Map<Element, string>();
  #marks: readonly (readonly HTMLElement[])[] = [];
  #current = -1;

  constructor(boxOf: TextBoxOf) {
    this.#boxOf = boxOf;
  }

  paint(hits: readonly Hit[], current: number): void {
    this.clear();
    const marks: HTMLElement[][] = hits.map(() => []);
    for (const [cue, found] of foundInCues(hits)) {
      const made = this.#markBox(
        cue,
        found.map(({ span }) => span),
      );
      made.forEach((mark, place) => marks[found[place]?.hit ?? -1]?.push(mark));
    }
    this.#marks = marks;
    this.move(current);
  }

  move(current: number): void {
    for (const mark of this.#marks[this.#current] ?? []) mark.classList.remove('here');
    for (const mark of this.#marks[current] ?? []) mark.classList.add('here');
    this.#current = current;
  }

  clear(): void {
    for (const [box, text] of this.#texts) box.textContent = text;
    this.#texts.clear();
    this.#marks = [];
    this.#current = -1;
  }

  #markBox(cue: number, spans: readonly Span[]): HTMLElement[] {
    const box = this.#boxOf(cue);
    if (box === undefined) return [];
    const text = box.textContent;
    this.#texts.set(box, text);
    const pieces: (Node | string)[] = [];
    const marks: HTMLElement[] = [];
    let done = 0;
    for (const { end, start } of spans) {
      const mark = document.createElement('mark');
      mark.textContent = text.slice(start, end);
      pieces.push(text.slice(done, start), mark);
      marks.push(mark);
      done = end;
    }
    box.replaceChildren(...pieces, text.slice(done));
    return marks;
  }
}
