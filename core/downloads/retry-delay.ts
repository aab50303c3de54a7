const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 5 * 60_000;

/**
 * Exponential backoff with full jitter above half of it.
 * @param attempt 1 for the first failure
 * @param jitter in [0, 1)
 */
export function retryDelayMs(attempt: number, jitter: number): number {
  const ceilingMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.round(ceilingMs * (0.5 + jitter / 2));
}
