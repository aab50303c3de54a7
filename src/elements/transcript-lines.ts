import { formatClock } from '../text/format.ts';
import type { Cue } from '../text/vtt.ts';

/** Lines that are made, laid out and drawn together. */
const LINES_IN_BLOCK = 50;
/** More than fit a window. */
const BLOCKS_AT_ONCE = 4;
const SLICE_MS = 6;

/**
 * The lines of a transcript: a button `.line` for each cue, its index as the value and its text in the last child, in blocks of
 * so many `--lines`. The first ones are there at once, the others are made in short slices, or when they are asked for; until
 * then their block is empty. They are made by hand: for thousands of cues that takes half the time that templates take.
 */
export class TranscriptLines {
  readonly blocks: readonly HTMLElement[];
  readonly #cues: readonly Cue[];
  readonly #speakerChanges: ReadonlySet<number>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cues: readonly Cue[]) {
    this.#cues = cues;
    this.#speakerChanges = speakerChanges(cues);
    this.blocks = Array.from({ length: Math.ceil(cues.length / LINES_IN_BLOCK) }, (_, block) =>
      makeBlock(Math.min(LINES_IN_BLOCK, cues.length - block * LINES_IN_BLOCK)),
    );
    for (const index of this.blocks.keys()) if (index < BLOCKS_AT_ONCE) this.#fill(index);
  }

  get count(): number {
    return this.#cues.length;
  }

  /** The line of a cue, which is made now if it was not yet; undefined where there is no such cue. */
  at(index: number): HTMLButtonElement | undefined {
    const block = Math.floor(index / LINES_IN_BLOCK);
    if (this.blocks[block] === undefined) return undefined;
    this.#fill(block);
    const line = this.blocks[block].children[index % LINES_IN_BLOCK];
    return line instanceof HTMLButtonElement ? line : undefined;
  }

  /** Makes the others one after another, with time for what else there is to do. */
  fillByAndBy(): void {
    clearTimeout(this.#timer);
    const end = performance.now() + SLICE_MS;
    for (const index of this.blocks.keys()) {
      if (performance.now() >= end) {
        this.#timer = setTimeout(() => this.fillByAndBy());
        return;
      }
      this.#fill(index);
    }
  }

  rest(): void {
    clearTimeout(this.#timer);
  }

  #fill(blockIndex: number): void {
    const block = this.blocks[blockIndex];
    if (block === undefined || block.hasChildNodes()) return;
    const first = blockIndex * LINES_IN_BLOCK;
    block.append(
      ...this.#cues.slice(first, first + LINES_IN_BLOCK).map((cue, place) => {
        const index = first + place;
        return makeLine(cue, index, this.#speakerChanges.has(index));
      }),
    );
  }
}

/** The indices of the cues where somebody else begins to speak. */
function speakerChanges(cues: readonly Cue[]): ReadonlySet<number> {
  const changes = new Set<number>();
  let current: string | null = null;
  for (const [index, { speaker }] of cues.entries()) {
    if (speaker !== null && speaker !== current) changes.add(index);
    current = speaker ?? current;
  }
  return changes;
}

function makeBlock(lines: number): HTMLElement {
  const block = document.createElement('div');
  block.className = 'block';
  block.style.setProperty('--lines', String(lines));
  return block;
}

function makeLine({ speaker, start, text }: Cue, index: number, namesSpeaker: boolean): HTMLButtonElement {
  const line = document.createElement('button');
  line.className = 'line';
  line.value = String(index);
  line.tabIndex = -1;
  line.title = `Play from ${formatClock(start)}`;
  if (namesSpeaker && speaker !== null) line.append(spanOf(speaker, 'speaker'));
  line.append(spanOf(text, 'text'));
  return line;
}

function spanOf(text: string, className: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
}
