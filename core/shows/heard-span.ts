import type { ShowSettings } from './show-settings.ts';

/** What of an episode is heard, in seconds from its start: from `start` inclusive to `end` exclusive; null for its own end. */
export interface HeardSpan {
  readonly startSeconds: number;
  readonly endSeconds: number | null;
}

export const WHOLE_SPAN: HeardSpan = { startSeconds: 0, endSeconds: null };

/**
 * What is heard of an episode from its beginning. One that is shorter than twice what would be left out of it is heard whole,
 * and so is one of unknown length.
 */
export function heardSpan(
  durationSeconds: number | null,
  { skipIntroSeconds, skipOutroSeconds }: Pick<ShowSettings, 'skipIntroSeconds' | 'skipOutroSeconds'>,
): HeardSpan {
  if (durationSeconds === null || !Number.isFinite(durationSeconds)) return WHOLE_SPAN;
  if (durationSeconds < 2 * (skipIntroSeconds + skipOutroSeconds)) return WHOLE_SPAN;
  return {
    startSeconds: skipIntroSeconds,
    endSeconds: skipOutroSeconds === 0 ? null : durationSeconds - skipOutroSeconds,
  };
}
