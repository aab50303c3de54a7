import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heardSpan } from './heard-span.ts';
import { SKIP_SECONDS } from './show-settings.ts';

test.each([
  ['nothing left out', 600, 0, 0, 0, null],
  ['the beginning', 600, 30, 0, 30, null],
  ['the end', 600, 0, 45, 0, 555],
  ['both', 600, 30, 45, 30, 555],
  ['just long enough', 150, 30, 45, 30, 105],
  ['a moment too short', 149.9, 30, 45, 0, null],
  ['of unknown length', null, 30, 45, 0, null],
  ['without an end', Infinity, 30, 45, 0, null],
  ['not yet measured', Number.NaN, 30, 45, 0, null],
])('%s', (_name, durationSeconds, skipIntroSeconds, skipOutroSeconds, startSeconds, endSeconds) => {
  expect(heardSpan(durationSeconds, { skipIntroSeconds, skipOutroSeconds })).toEqual({
    startSeconds,
    endSeconds,
  });
});

test('at least half of an episode is always heard', () => {
  const skip = fc.constantFrom(...SKIP_SECONDS);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 20_000, noNaN: true }), skip, skip, (duration, intro, outro) => {
      const span = heardSpan(duration, { skipIntroSeconds: intro, skipOutroSeconds: outro });
      const heard = (span.endSeconds ?? duration) - span.startSeconds;
      expect(heard).toBeGreaterThanOrEqual(duration / 2 - 1e-9);
    }),
  );
});
