import { describe, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { isFinished, Listening, startPosition, unfinished, type HeardEntry } from './listening.ts';

const entry = (id: string, fields: Partial<HeardEntry> = {}): HeardEntry => ({
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

describe('setPlayed', () => {
  const heard = makeEpisode({ id: 'heard' });
  const fresh = makeEpisode({ id: 'fresh' });

  function listeningWithOneHeard(): Listening {
    const listening = new Listening();
    listening.record(heard, 600, 1500, 1);
    return listening;
  }

  test('marks what was begun and what was never heard, and both begin anew', () => {
    const listening = listeningWithOneHeard();
    listening.setPlayed([heard, fresh], true, 9);
    for (const id of ['heard', 'fresh'])
      expect(listening.entries.get(id)).toMatchObject({ played: true, positionSeconds: 0, updatedAt: 9 });
    expect(unfinished(listening.entries.values())).toEqual([]);
    listening.setPlayed([heard, fresh], false, 10);
    expect(listening.entries.get('heard')).toMatchObject({ played: false, positionSeconds: 0 });
    expect(listening.entries.has('fresh')).toBe(false);
  });

  test('leaves alone what was played to its end', () => {
    const listening = new Listening();
    listening.record(heard, 1499, 1500, 1);
    listening.setPlayed([heard], true, 9);
    expect(listening.entries.get('heard')).toMatchObject({ positionSeconds: 1499, updatedAt: 1 });
  });

  test('can be taken back, but not what was heard since', () => {
    const listening = listeningWithOneHeard();
    const before = listening.entries;
    const undo = listening.setPlayed([heard, fresh], true, 9);
    listening.record(fresh, 20, 1500, 10);
    undo();
    expect(listening.entries.get('heard')).toEqual(before.get('heard'));
    expect(listening.entries.get('fresh')).toMatchObject({ positionSeconds: 20, played: false });
  });

  test('tells of the change once, and of none not at all', () => {
    const listening = listeningWithOneHeard();
    let told = 0;
    listening.subscribe(() => (told += 1));
    listening.setPlayed([heard, fresh], true, 9);
    listening.setPlayed([heard, fresh], true, 9)();
    expect(told).toBe(1);
  });
});
