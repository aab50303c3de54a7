import { describe, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { isFinished, startPosition, unfinished, type ListeningEntry } from './listening.ts';

const entry = (id: string, fields: Partial<ListeningEntry> = {}): ListeningEntry => ({
  episode: makeEpisode({ id }),
  positionSeconds: 600,
  durationSeconds: 1500,
  played: false,
  updatedAt: 1,
  ...fields,
});

test.each([
  [0, 1500, false],
  [1454, 1500, false],
  [1455, 1500, true],
  [3575, 3600, true],
  [20, 42, false],
  [38, 42, true],
  [100, null, false],
  [0, 0, false],
])('at %d of %s s: finished is %s', (position, duration, finished) => {
  expect(isFinished(position, duration)).toBe(finished);
});

describe('startPosition', () => {
  test('goes on where it was left', () => expect(startPosition(entry('a'))).toBe(600));
  test('begins anew what was heard to the end', () =>
    expect(startPosition(entry('a', { positionSeconds: 1490, played: true }))).toBe(0));
  test('begins at 0 what was never heard', () => expect(startPosition(undefined)).toBe(0));
});

test('Continue listening has what was begun and not finished, the latest first', () => {
  const list = unfinished([
    entry('old'),
    entry('new', { updatedAt: 9 }),
    entry('done', { played: true }),
    entry('touched', { positionSeconds: 2 }),
  ]);
  expect(list.map(({ episode }) => episode.id)).toEqual(['new', 'old']);
});
