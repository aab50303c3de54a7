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

const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

/** Reads the cues of a WebVTT file as plain text; blocks that are no cues are left out. @see WebVTT §6 */
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
      speaker: /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(payload)?.[1]?.trim() ?? null,
      text,
    });
  }
  return cues;
}

/** The index of the cue that is spoken at a position; the one before while it is quiet; -1 before the first. */
export const cueIndexAt = (cues: readonly Cue[], positionSeconds: number): number =>
  cues.findLastIndex(({ start }) => start <= positionSeconds + 0.05);
