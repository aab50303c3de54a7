/** A line of a transcript. Times are in milliseconds; `text` is WebVTT cue text. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

const TIMING =
  /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]+-->[ \t]+(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/;
const MAX_CUES = 50_000;
const MAX_CUE_LENGTH = 2_000;
const TAG_OF_WEBVTT = /^<\/?(?:[ibuv]|c|lang|ruby|rt)(?:[\s.>]|$)/;

/**
 * Reads the cues of WebVTT or SubRip, which differ only in what this drops: numbers, headers, notes, styles, positions.
 * Blocks without a timing line are passed over.
 */
export function readCues(text: string): Cue[] {
  const cues: Cue[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (let index = 0; index < lines.length && cues.length < MAX_CUES; index++) {
    const timing = TIMING.exec(lines[index]?.trim() ?? '');
    if (!timing) continue;
    const body: string[] = [];
    while (index + 1 < lines.length && lines[index + 1]?.trim() !== '') body.push(lines[++index] ?? '');
    const startMs = milliseconds(timing[1], timing[2], timing[3], timing[4]);
    const endMs = milliseconds(timing[5], timing[6], timing[7], timing[8]);
    const cueText = cleanCueText(body.join('\n'));
    if (endMs > startMs && cueText !== '') cues.push({ startMs, endMs, text: cueText });
  }
  return cues;
}

export const formatWebVtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map((cue) => `${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)}\n${cue.text}\n`).join('\n')}`;

export const escapeCueText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Keeps the tags of WebVTT, drops those of SubRip, and any control character. A cue must not hold `-->`. */
function cleanCueText(text: string): string {
  return text
    .slice(0, MAX_CUE_LENGTH)
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/\{\\[^{}]{0,100}\}/g, '')
    .replace(/<[^<>]{0,200}>/g, (tag) => (TAG_OF_WEBVTT.test(tag) ? tag : ''))
    .replaceAll('-->', '→')
    .trim();
}

const milliseconds = (
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
  fraction: string | undefined,
): number =>
  (Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 +
  Number((fraction ?? '').padEnd(3, '0'));

function timestamp(epochMs: number): string {
  const ms = Math.round(epochMs);
  const pad = (value: number, width: number) => String(Math.trunc(value)).padStart(width, '0');
  return `${pad(ms / 3_600_000, 2)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
}
