import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newEpisodesOf, visitOf } from './new-episodes.ts';

const counts = (episodeCount: number, latestPublishedAt: number | null) => ({
  episodeCount,
  latestPublishedAt,
});

test.each([
  ['never seen', undefined, counts(10, 5), 0],
  ['nothing came', counts(10, 5), counts(10, 5), 0],
  ['three came', counts(10, 5), counts(13, 8), 3],
  ['an old one came', counts(10, 5), counts(11, 5), 1],
  ['one came and one went', counts(10, 5), counts(10, 6), 1],
  ['one came and three went', counts(10, 5), counts(8, 6), 1],
  ['two went', counts(10, 5), counts(8, 5), 0],
  ['all went', counts(10, 5), counts(0, null), 0],
  ['the date was put right', counts(10, 5), counts(10, 4), 0],
])('%s', (_, visit, show, count) => expect(newEpisodesOf(visit, show)).toBe(count));

test('a show whose feed was not read yet is not remembered', () => {
  expect(visitOf(counts(0, null))).toBeNull();
  expect(visitOf(counts(3, 5))).toEqual(counts(3, 5));
});

test('nothing is new at the moment of a visit, and never more than there is', () => {
  const shows = fc.record({ episodeCount: fc.nat(99), latestPublishedAt: fc.option(fc.nat(99)) });
  fc.assert(
    fc.property(shows, shows, (before, after) => {
      const visit = visitOf(before) ?? undefined;
      expect(newEpisodesOf(visit, before)).toBe(0);
      const count = newEpisodesOf(visit, after);
      expect(count).toBeGreaterThanOrEqual(0);
      expect(count).toBeLessThanOrEqual(after.episodeCount);
    }),
  );
});
