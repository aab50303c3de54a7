import { cleanLine } from '../library/clean-text.ts';
import { escapeCueText, type Cue } from '../library/sidecars/cues.ts';

/** What somebody says, as a text or a page has it. */
export interface Passage {
  /** Null when the text does not say. */
  readonly startMs: number | null;
  readonly speaker: string | null;
  readonly text: string;
}

const MAX_CUES = 50_000;
/** About as much as is read at one glance; sentences are put together until there is as much. */
const LINE = 160;
const AFTER_SENTENCE = /(?<=[.!?…]["'”’»)\]]{0,3}\s)|(?<=[。！？])/;
/** A text without punctuation is cut between words. */
const PIECE = /.{1,400}(?:\s|$)|.{1,400}/g;
/** How fast people talk, for texts that say nothing of the time. */
const MS_A_CHARACTER = 65;
const TIME = /^[([]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?[)\]]?$/;

/** A time such as `1:02:03`, `[00:12]` or `0:07.5` in milliseconds; null when it is none. */
export function readTime(text: string): number | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  return (
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  );
}

/**
 * Passages as cues of a line or two. Where no time is given, it is estimated: what lies between two times is divided by the
 * length of the text.
 * @param durationMs Of the episode; null when it is not known.
 */
export function cuesOf(passages: readonly Passage[], durationMs: number | null): Cue[] {
  const lines = passages.flatMap(linesOf).slice(0, MAX_CUES);
  const starts = startTimes(lines, durationMs);
  return lines.map(({ speaker, text }, index) => {
    const startMs = starts[index] ?? 0;
    const body = escapeCueText(text);
    return {
      startMs,
      endMs: Math.max(startMs + 1, starts[index + 1] ?? 0),
      text: speaker === null ? body : `<v ${escapeCueText(speaker)}>${body}`,
    };
  });
}

function linesOf({ startMs, speaker, text }: Passage): Passage[] {
  const lines: string[] = [];
  let line = '';
  const sentences = cleanLine(text, text.length).split(AFTER_SENTENCE);
  for (const sentence of sentences.flatMap((whole) => whole.match(PIECE) ?? [])) {
    if (line !== '' && line.length + sentence.length > LINE) {
      lines.push(line);
      line = '';
    }
    line += sentence;
  }
  return [...lines, line]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => ({ startMs: index === 0 ? startMs : null, speaker, text: part }));
}

/** One for each line, and the end of the last. Times that go backwards count as not given. */
function startTimes(lines: readonly Passage[], durationMs: number | null): number[] {
  const starts: number[] = [];
  let fixed = 0;
  let fixedMs = 0;
  for (const [index, { startMs }] of lines.entries()) {
    if (startMs === null || startMs < fixedMs) continue;
    fill(fixed, index, fixedMs, startMs);
    fixed = index;
    fixedMs = startMs;
  }
  const spokenMs = fixedMs + lengthOf(lines.slice(fixed)) * MS_A_CHARACTER;
  const isKnown = durationMs !== null && durationMs > fixedMs;
  fill(fixed, lines.length, fixedMs, isKnown ? durationMs : spokenMs);
  return [...starts, isKnown ? durationMs : spokenMs];

  function fill(from: number, to: number, fromMs: number, toMs: number): void {
    const total = Math.max(1, lengthOf(lines.slice(from, to)));
    let before = 0;
    for (let index = from; index < to; index++) {
      starts[index] = Math.round(fromMs + ((toMs - fromMs) * before) / total);
      before += lines[index]?.text.length ?? 0;
    }
  }
}

const lengthOf = (lines: readonly Passage[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);
