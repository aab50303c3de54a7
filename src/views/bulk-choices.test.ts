import { expect, test } from 'vitest';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import { bulkChoices } from './bulk-choices.ts';

const episode = (id: string, season: number | null = null) =>
  makeEpisode({ id, season, media: { url: `/media/${id}`, type: 'audio/mpeg', bytes: 100, etag: null } });
const played = (id: string) =>
  [id, { episode: episode(id), positionSeconds: 0, durationSeconds: 1, played: true, updatedAt: 0 }] as const;
const view = (id: string, status: 'complete' | 'queued' | 'cancelled') =>
  [id, makeView(makeDownload({ episode: episode(id), status }))] as const;

const names = (...args: Parameters<typeof bulkChoices>) =>
  bulkChoices(...args).map(
    ({ bytes, episodes, name }) => `${name}: ${episodes.map(({ id }) => id).join()}, ${bytes}`,
  );

test('all that are neither here nor on their way, with their bytes', () => {
  const views = new Map([view('b', 'complete'), view('c', 'queued'), view('d', 'cancelled')]);
  expect(
    names(
      ['a', 'b', 'c', 'd'].map((id) => episode(id)),
      views,
      new Map(),
    ),
  ).toEqual(['Download all: a,d, 200']);
});

test('the new ones, where some were played', () => {
  const episodes = ['a', 'b'].map((id) => episode(id));
  expect(names(episodes, new Map(), new Map([played('b')]))).toEqual([
    'Download all: a,b, 200',
    'Download new: a, 100',
  ]);
  expect(names(episodes, new Map(), new Map([played('a'), played('b')]))).toEqual(['Download all: a,b, 200']);
});

test('each season, where there are several', () => {
  const seasons = [episode('a', 2), episode('b', 2), episode('c', 1)];
  expect(names(seasons, new Map(), new Map())).toEqual([
    'Download all: a,b,c, 300',
    'Season 2: a,b, 200',
    'Season 1: c, 100',
  ]);
  expect(names([episode('a', 1)], new Map(), new Map())).toEqual(['Download all: a, 100']);
});

test('nothing where everything is here', () => {
  expect(names([episode('a')], new Map([view('a', 'complete')]), new Map())).toEqual([]);
});
