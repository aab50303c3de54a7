const FIRST_DELAY_MS = 30_000;
const MAX_DELAY_MS = 6 * 60 * 60_000;

/**
 * Exponential backoff from half a minute up to six hours, the upper half of it drawn, so that what failed together does not come
 * back together.
 * @param attempt 1 for the first failure
 * @param jitter in [0, 1)
 */
export function retryDelayMs(attempt: number, jitter: number): number {
  const ceilingMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.round(ceilingMs * (0.5 + jitter / 2));
}
