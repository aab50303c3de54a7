import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelayMs } from './retry-delay.ts';

test.each([
  [1, 0, 15_000],
  [1, 0.5, 22_500],
  [2, 0, 30_000],
  [6, 0, 480_000],
  [11, 0, 3 * 3_600_000],
  [5_000, 0, 3 * 3_600_000],
])('after attempt %i and with jitter %d it is %i ms', (attempt, jitter, delayMs) => {
  expect(retryDelayMs(attempt, jitter)).toBe(delayMs);
});

test('it never shrinks with the attempts, nor goes beyond six hours', () => {
  const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), jitter, (attempt, jitter) => {
      expect(retryDelayMs(attempt + 1, jitter)).toBeGreaterThanOrEqual(retryDelayMs(attempt, jitter));
      expect(retryDelayMs(attempt, jitter)).toBeLessThanOrEqual(6 * 3_600_000);
    }),
  );
});
