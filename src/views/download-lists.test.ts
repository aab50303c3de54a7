import { describe, expect, test } from 'vitest';
import type { Download } from '../../core/downloads/download.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import {
  finishedOf,
  groupByShow,
  hasNewVersion,
  isHere,
  placesInLine,
  playableRanges,
  rangesGradient,
  storedRanges,
  underWayOf,
} from './download-lists.ts';

const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 1000, partBytes: 300 };
const of = (id: string, fields: Partial<Download>) =>
  makeView(makeDownload({ episode: makeEpisode({ id, showId: id.slice(0, 1) }), generation, ...fields }), 0);
const views = new Map(
  [
    of('a1', { status: 'queued', order: 9 }),
    of('a2', { status: 'downloading', order: 5 }),
    of('b1', { status: 'queued', order: 2 }),
    of('b2', { status: 'complete', completedAt: 10 }),
    of('a3', { status: 'complete', completedAt: 20 }),
    of('a4', { status: 'complete', completedAt: 5 }),
    of('c1', { status: 'cancelled', cancelledAt: 1, wasComplete: true }),
  ].map((view) => [view.download.episode.id, view]),
);
const ids = (list: readonly { download: Download }[]) => list.map(({ download }) => download.episode.id);

test('what is under way stands in the order of the queue, whatever its state', () => {
  expect(ids(underWayOf(views))).toEqual(['b1', 'a2', 'a1']);
  expect([...placesInLine(views)]).toEqual([
    ['b1', 1],
    ['a1', 2],
  ]);
});

test('what is here is grouped by show, the latest show first, without what was removed', () => {
  const groups = groupByShow(finishedOf(views));
  expect(groups.map(({ showId, views: members }) => [showId, ids(members)])).toEqual([
    ['a', ['a3', 'a4']],
    ['b', ['b2']],
  ]);
});

describe('storedRanges', () => {
  const stored = (...parts: number[]) =>
    storedRanges({ ...of('a1', { status: 'downloading' }), storedParts: new Set(parts) });

  test.each([
    [[], []],
    [[0, 1], [{ start: 0, end: 0.6 }]],
    [
      [0, 2],
      [
        { start: 0, end: 0.3 },
        { start: 0.6, end: 0.9 },
      ],
    ],
    [[3], [{ start: 0.9, end: 1 }]],
    [[3, 1, 0, 2], [{ start: 0, end: 1 }]],
  ])('parts %j cover %j', (parts, ranges) => {
    expect(stored(...parts)).toEqual(ranges);
  });
});

test('while a new version is on its way, the one before is here and plays to its end', () => {
  const updating = of('a1', { status: 'downloading', playable: generation });
  expect(isHere(updating)).toBe(true);
  expect(playableRanges(updating)).toEqual([{ start: 0, end: 1 }]);
  expect(ids(underWayOf(new Map([['a1', updating]])))).toEqual(['a1']);
  expect(isHere(of('a1', { status: 'downloading' }))).toBe(false);
});

describe('a new version', () => {
  const complete: Partial<Download> = { status: 'complete', completedAt: 1 };
  const here = (asked: string | null, state: Partial<Download> = complete) => {
    const view = of('a1', state);
    const media = { ...view.download.episode.media, etag: asked };
    return { ...view, download: { ...view.download, episode: { ...view.download.episode, media } } };
  };
  test.each([
    ['the same', here('"a"'), '"a"', false],
    ['another one', here('"a"'), '"b"', true],
    ['another one, asked for before its hash was known', here(null), '"b"', true],
    ['not known', here('"a"'), null, false],
    ['of an episode that the catalogue does not name', here('"a"'), undefined, false],
    ['the one before, which the catalogue still has', here('"before"'), '"before"', false],
    [
      'one that is on its way already',
      here('"a"', { status: 'downloading', playable: generation }),
      '"b"',
      false,
    ],
  ])('%s', (_name, view, etag, expected) => {
    expect(hasNewVersion(view, etag)).toBe(expected);
  });
});

test('no ranges draw nothing', () => {
  expect(rangesGradient([], 'red')).toBe('none');
});
