import { expect, test } from 'vitest';
import type { Backup } from '../services/backup-file.ts';
import { makeEpisode } from '../test-support/views.ts';
import { backupSummary, backupText, type BackupProblem } from './backup-text.ts';

const EMPTY: Backup = {
  savedAt: 1,
  subscriptions: [],
  listening: [],
  marks: [],
  downloads: [],
  settings: {},
  preferences: {},
};
const subscription = { title: 'x', url: 'https://example.com/' };
const progress = (id: string) => ({
  episode: makeEpisode({ id }),
  positionSeconds: 1,
  durationSeconds: null,
  played: false,
  updatedAt: 1,
});
const mark = (episodeId: string) => ({ episodeId, showId: 's1', markedAt: 1 });

test.each<[Partial<Backup>, string]>([
  [{}, 'nothing'],
  [{ settings: { theme: 'dark' } }, 'the settings'],
  [{ subscriptions: [subscription] }, '1 subscription'],
  [{ listening: [progress('a')], preferences: { concurrent: 2 } }, '1 episode’s progress and the settings'],
  [
    {
      subscriptions: [subscription, subscription, subscription],
      listening: [progress('a'), progress('b')],
      marks: [mark('b'), mark('c')],
      downloads: [{ episode: makeEpisode(), pinned: false }],
      settings: { theme: 'dark' },
    },
    '3 subscriptions, 3 episodes’ progress, 1 download and the settings',
  ],
])('%#: %j', (fields, summary) => expect(backupSummary({ ...EMPTY, ...fields })).toBe(summary));

const PROBLEMS: readonly BackupProblem[] = [
  'not-a-backup',
  'too-new',
  'unreadable',
  'no-subscriptions',
  'storage-refused',
];

test.each(PROBLEMS)('%s has a sentence of its own and a way out', (problem) => {
  const { wayOut, what } = backupText(problem);
  expect(`${what} ${wayOut}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
  expect(PROBLEMS.filter((other) => backupText(other).what === what)).toEqual([problem]);
});
