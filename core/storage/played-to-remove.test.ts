import { describe, expect, test } from 'vitest';
import { playedToRemove, type RemovalConditions } from './played-to-remove.ts';
import type { StoredEpisode } from './stored-episode.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

/** `playedDaysAgo` null: not played. Each takes 10 bytes. */
const episode = (
  episodeId: string,
  playedDaysAgo: number | null,
  fields: Partial<StoredEpisode> = {},
): StoredEpisode => ({
  episodeId,
  bytes: 10,
  completedAt: 0,
  pinned: false,
  playedAt: playedDaysAgo === null ? null : NOW - playedDaysAgo * DAY,
  ...fields,
});

const remove = (
  stored: readonly StoredEpisode[],
  removePlayedAfterMs: number | null,
  budgetBytes: number | null,
  more: Partial<RemovalConditions> = {},
) =>
  playedToRemove(stored, {
    preferences: { removePlayedAfterMs, budgetBytes },
    usedBytes: stored.reduce((sum, { bytes }) => sum + bytes, 0),
    inPlayerId: null,
    nowMs: NOW,
    ...more,
  });

const LIBRARY = [episode('new', null), episode('c', 2), episode('a', 9), episode('b', 8)];

describe('by age', () => {
  test.each([
    ['never', null, []],
    ['after a month', 30 * DAY, []],
    ['after a week, the one played longest ago first', 7 * DAY, ['a', 'b']],
    ['after a day', DAY, ['a', 'b', 'c']],
    ['after exactly two days not yet', 2 * DAY, ['a', 'b']],
    ['at once', 0, ['a', 'b', 'c']],
  ])('%s', (_name, afterMs, expected) => {
    expect(remove(LIBRARY, afterMs, null)).toEqual(expected);
  });
});

describe('by the limit', () => {
  test.each([
    ['within it nothing goes', 40, []],
    ['a byte too much is one too many', 39, ['a']],
    ['until it is met', 20, ['a', 'b']],
    ['what was not played stays, even if it is not met', 1, ['a', 'b', 'c']],
  ])('%s', (_name, budgetBytes, expected) => {
    expect(remove(LIBRARY, null, budgetBytes)).toEqual(expected);
  });

  test('what is removed for its age counts', () => {
    expect(remove(LIBRARY, 7 * DAY, 20)).toEqual(['a', 'b']);
    expect(remove(LIBRARY, 7 * DAY, 10)).toEqual(['a', 'b', 'c']);
  });

  test('what is still to come counts too', () => {
    expect(remove(LIBRARY, null, 40, { usedBytes: 55 })).toEqual(['a', 'b']);
  });
});

test('what is pinned or in the player stays', () => {
  const library = [episode('pinned', 9, { pinned: true }), episode('playing', 9), episode('other', 9)];
  expect(remove(library, DAY, 1, { inPlayerId: 'playing' })).toEqual(['other']);
});
