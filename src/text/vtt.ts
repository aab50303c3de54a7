/** One line of a transcript. Times in seconds, `end` exclusive. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
  readonly text: string;
}

const TIMING = /^((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})/;

const seconds = (time: string): number =>
  time
    .replace(',', '.')
    .split(':')
    .reduce((sum, piece) => sum * 60 + Number(piece), 0);

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00a0',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
};

// A tag ends before the next one begins: what others wrote is read in one pass, however many `<` it has.
const TAG = /<[^<>]*>/g;
const VOICE = /<v(?:\.[^\s<>]*)?\s([^<>]+)>/;

const plain = (text: string): string =>
  text
    .replace(TAG, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

/** Reads the cues of a WebVTT file as plain text, in order of their start; blocks that are no cues are left out. @see WebVTT §6 */
export function parseVtt(source: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of source
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff/, '')
    .split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line !== '');
    const timingIndex = lines.findIndex((line) => TIMING.test(line));
    const match = TIMING.exec(lines[timingIndex] ?? '');
    if (match === null) continue;
    const payload = lines.slice(timingIndex + 1).join(' ');
    const text = plain(payload);
    if (text === '') continue;
    cues.push({
      start: seconds(match[1] ?? '0'),
      end: seconds(match[2] ?? '0'),
      speaker: VOICE.exec(payload)?.[1]?.trim() ?? null,
      text,
    });
  }
  return cues.toSorted((a, b) => a.start - b.start);
}

/** A position this little before a cue counts as in it: players stop just short of where they were sent. */
const EARLY_SECONDS = 0.05;

/**
 * The index of the cue that is spoken at a position; the one before while it is quiet; -1 before the first. The cues are in
 * order of their start.
 */
export function cueIndexAt(cues: readonly Cue[], positionSeconds: number): number {
  let before = -1;
  let after = cues.length;
  while (after - before > 1) {
    const middle = (before + after) >>> 1;
    if ((cues[middle]?.start ?? Infinity) <= positionSeconds + EARLY_SECONDS) before = middle;
    else after = middle;
  }
  return before;
}
