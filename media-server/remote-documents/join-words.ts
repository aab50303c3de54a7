import type { Cue } from '../library/sidecars/cues.ts';

const VOICE = /^<v(?:\.[^\s<>]*)?\s([^<>]+)>/;
const WORD = /^[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{1,30}$/u;
const MAX_LINE = 84;
const MAX_GAP_MS = 1_500;

interface SpokenCue extends Cue {
  readonly voice: string;
  readonly body: string;
}

/** Puts the words of a transcript with a cue for each word together into lines; others stay as they are. */
export function joinWords(cues: readonly Cue[]): readonly Cue[] {
  const spoken = cues.map(toSpoken);
  const words = spoken.filter(({ body }) => WORD.test(body)).length;
  if (words * 2 <= cues.length) return cues;
  const joined: SpokenCue[] = [];
  for (const cue of spoken) {
    const last = joined.at(-1);
    if (last !== undefined && belongTogether(last, cue)) joined[joined.length - 1] = join(last, cue);
    else joined.push(cue);
  }
  return joined.map(({ startMs, endMs, text }) => ({ startMs, endMs, text }));
}

function toSpoken(cue: Cue): SpokenCue {
  const voice = VOICE.exec(cue.text)?.[0] ?? '';
  return { ...cue, voice, body: cue.text.slice(voice.length) };
}

const belongTogether = (last: SpokenCue, next: SpokenCue): boolean =>
  last.voice === next.voice &&
  next.startMs >= last.startMs &&
  next.startMs - last.endMs <= MAX_GAP_MS &&
  last.body.length + next.body.length < MAX_LINE &&
  !/[.!?…]$/.test(last.body);

const join = (last: SpokenCue, next: SpokenCue): SpokenCue => ({
  ...last,
  endMs: Math.max(last.endMs, next.endMs),
  text: `${last.text} ${next.body}`,
  body: `${last.body} ${next.body}`,
});
