import { expect, test } from 'vitest';
import type { Download } from '../downloads/download.ts';
import { storedEpisodes } from './stored-episode.ts';

const download = (id: string, fields: Partial<Download>) =>
  ({
    episode: { id },
    requestedAt: 50,
    pinned: false,
    completedAt: 60,
    generation: { bytes: 10 },
    status: 'complete',
    ...fields,
  }) as Download;

test('only what is complete is stored', () => {
  const downloads = [download('a', {}), download('b', { status: 'queued' })];
  expect(storedEpisodes(downloads, new Map())).toEqual([
    { episodeId: 'a', bytes: 10, completedAt: 60, pinned: false, playedAt: null },
  ]);
});

test.each([
  ['played since it was asked for', 70, 70],
  ['played while it was on its way', 55, 55],
  ['asked for again after it was played', 40, null],
])('%s', (_name, at, playedAt) => {
  expect(storedEpisodes([download('a', {})], new Map([['a', at]]))).toMatchObject([{ playedAt }]);
});
