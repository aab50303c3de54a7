import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLexicographicSlots } from './request-order.ts';

/** What Chromium does: takes requests by the string order of their index. */
const asTheBrowserTakesThem = <T>(requests: readonly T[]): T[] =>
  requests
    .map((request, index) => ({ request, index: String(index) }))
    .toSorted((a, b) => (a.index < b.index ? -1 : 1))
    .map(({ request }) => request);

test('the browser takes the parts in playing order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), (count) => {
      const parts = Array.from({ length: count }, (_, index) => index);
      expect(asTheBrowserTakesThem(inLexicographicSlots(parts))).toEqual(parts);
    }),
  );
});

test('twelve parts', () => {
  expect(inLexicographicSlots([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([
    0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 2, 3,
  ]);
});
