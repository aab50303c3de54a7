import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseToFree, freeable } from './choose-to-free.ts';
import type { StoredEpisode } from './stored-episode.ts';

const episode = (episodeId: string, bytes: number, fields: Partial<StoredEpisode> = {}): StoredEpisode => ({
  episodeId,
  bytes,
  completedAt: 0,
  pinned: false,
  playedAt: null,
  ...fields,
});

test('played ones go first, the oldest of them at first, then the oldest, and never pinned ones', () => {
  const stored = [
    episode('unplayed, new', 1, { completedAt: 9 }),
    episode('unplayed, old', 1, { completedAt: 2 }),
    episode('played lately', 1, { playedAt: 8 }),
    episode('played long ago', 1, { playedAt: 3, completedAt: 9 }),
    episode('pinned', 1, { playedAt: 1, pinned: true }),
  ];
  expect(freeable(stored).map(({ episodeId }) => episodeId)).toEqual([
    'played long ago',
    'played lately',
    'unplayed, old',
    'unplayed, new',
  ]);
});

const SIZES = [episode('a', 10), episode('b', 30), episode('c', 100), episode('d', 5)];

test.each([
  [0, []],
  [1, ['a']],
  [10, ['a']],
  [11, ['b']],
  [40, ['a', 'b']],
  [41, ['c']],
  [111, ['b', 'c']],
  [131, ['a', 'b', 'c']],
  [145, ['a', 'b', 'c', 'd']],
  [1_000, ['a', 'b', 'c', 'd']],
])('for %i bytes %j', (neededBytes, expected) => {
  expect(chooseToFree(SIZES, neededBytes)).toEqual(expected);
});

test('it is enough wherever it can be, and nothing in it could stay', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 20_000 }), (bytes, neededBytes) => {
      const candidates = bytes.map((size, index) => episode(String(index), size));
      const all = bytes.reduce((sum, size) => sum + size, 0);
      const chosen = chooseToFree(candidates, neededBytes).map((id) => bytes[Number(id)] ?? 0);
      const freed = chosen.reduce((sum, size) => sum + size, 0);
      expect(freed).toBeGreaterThanOrEqual(Math.min(all, neededBytes));
      if (all >= neededBytes) for (const size of chosen) expect(freed - size).toBeLessThan(neededBytes);
    }),
  );
});
