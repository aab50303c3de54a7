import type { Cue } from '../library/sidecars/cues.ts';

/** `Ada Long: …` at the start of a line: a name of at most four words. */
const LABEL =
  /^([\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}.'’-]{0,29}(?: [\p{L}\p{M}\p{N}.'’-]{1,29}){0,3})(?::\s+|：\s*)(?=\S)/u;

export interface Labelled {
  readonly speaker: string | null;
  readonly text: string;
}

/** Takes names off the start of texts. What stands before a colon once only is no name. */
export function takeLabels(texts: readonly string[]): Labelled[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const name = LABEL.exec(text)?.[1];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return texts.map((text) => {
    const match = LABEL.exec(text);
    const name = match?.[1];
    return match === null || name === undefined || (counts.get(name) ?? 0) < 2
      ? { speaker: null, text }
      : { speaker: name, text: text.slice(match[0].length) };
  });
}

/** Cues with their names as WebVTT has them. @see WebVTT §5.1 */
export function withVoices(cues: readonly Cue[]): Cue[] {
  const labelled = takeLabels(cues.map(({ text }) => text));
  return cues.map((cue, index) => {
    const { speaker, text } = labelled[index] ?? { speaker: null, text: cue.text };
    return speaker === null ? cue : { ...cue, text: `<v ${speaker}>${text}` };
  });
}
