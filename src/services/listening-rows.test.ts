import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import type { BackupMark, BackupProgress } from './backup-file.ts';
import { newRows, type ListeningRows } from './listening-rows.ts';

const heard = (id: string, updatedAt: number, positionSeconds: number, played = false): BackupProgress => ({
  episode: makeEpisode({ id }),
  positionSeconds,
  durationSeconds: 1_500,
  played,
  updatedAt,
});

const mark = (episodeId: string, markedAt: number): BackupMark => ({ episodeId, showId: 's1', markedAt });

/** What is known after the new rows were put in their places. */
function merged(before: ListeningRows, after: ListeningRows): ListeningRows {
  const rows = newRows(before, after);
  return {
    heard: [...new Map([...before.heard, ...rows.heard].map((one) => [one.episode.id, one])).values()],
    marks: [...new Map([...before.marks, ...rows.marks].map((one) => [one.episodeId, one])).values()],
  };
}

const rows = fc
  .array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      at: fc.integer({ min: 1, max: 9 }),
      positionSeconds: fc.nat(99),
      isMark: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all): ListeningRows => {
    const one = [...new Map(all.map((row) => [row.id, row])).values()];
    return {
      heard: one.filter(({ isMark }) => !isMark).map((row) => heard(row.id, row.at, row.positionSeconds)),
      marks: one.filter(({ isMark }) => isMark).map((row) => mark(row.id, row.at)),
    };
  });

const timesOf = ({ heard: all, marks }: ListeningRows): Map<string, number> => {
  const times = new Map(marks.map(({ episodeId, markedAt }) => [episodeId, markedAt]));
  for (const { episode, updatedAt } of all)
    times.set(episode.id, Math.max(updatedAt, times.get(episode.id) ?? 0));
  return times;
};

test('the later one wins, whichever way they are put together, and no episode is lost', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const latest = new Map(timesOf(one));
      for (const [id, at] of timesOf(other)) latest.set(id, Math.max(at, latest.get(id) ?? 0));
      expect(timesOf(merged(one, other))).toEqual(latest);
      expect(timesOf(merged(other, one))).toEqual(latest);
    }),
  );
});

test('what was heard is never less than a mark', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const known = merged(one, other).heard.map(({ episode }) => episode.id);
      for (const { episode } of [...one.heard, ...other.heard]) expect(known).toContain(episode.id);
    }),
  );
});

test('the same backup a second time changes nothing', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      expect(newRows(merged(one, other), other)).toEqual({ heard: [], marks: [] });
    }),
  );
});

test('an earlier place does not take the place of a later one', () => {
  const before = { heard: [heard('a', 5, 700)], marks: [] };
  expect(newRows(before, { heard: [heard('a', 4, 100)], marks: [] })).toEqual({ heard: [], marks: [] });
  expect(newRows(before, { heard: [heard('a', 6, 800)], marks: [] }).heard).toEqual([heard('a', 6, 800)]);
});

test('what was marked as played after it was heard is played', () => {
  const played = { ...heard('a', 9, 0), played: true };
  expect(newRows({ heard: [heard('a', 5, 700)], marks: [] }, { heard: [], marks: [mark('a', 9)] })).toEqual({
    heard: [played],
    marks: [],
  });
  expect(newRows({ heard: [], marks: [mark('a', 9)] }, { heard: [heard('a', 5, 700)], marks: [] })).toEqual({
    heard: [played],
    marks: [],
  });
});
