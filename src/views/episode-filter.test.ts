import { describe, expect, test } from 'vitest';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import {
  filterEpisodes,
  filterOf,
  needsWholeList,
  readFilter,
  type EpisodeFilter,
  type ShowEpisodes,
} from './episode-filter.ts';

const TITLES = ['Straßenbahn', 'Café de l’Étoile', 'Night Mail, part 2', 'Night Mail, part 1', 'Departure'];
/** The newest first, as the catalogue has them. */
const listed = TITLES.map((title, index) =>
  makeEpisode({ id: `e${5 - index}`, title, publishedAt: 5 - index }),
);

const entryOf = (id: string, fields: Partial<ListeningEntry>): [string, ListeningEntry] => [
  id,
  {
    episode: makeEpisode({ id, publishedAt: Number(id.slice(1)) }),
    positionSeconds: 0,
    durationSeconds: 1500,
    played: false,
    updatedAt: 1,
    ...fields,
  },
];
const viewOf = (id: string, showId: string, status: 'complete' | 'queued'): [string, DownloadView] => {
  const episode = makeEpisode({ id, showId, publishedAt: Number(id.slice(1)) });
  return [id, makeView(makeDownload({ episode, status }))];
};

const show: ShowEpisodes = {
  showId: 's1',
  listed,
  entries: new Map([
    entryOf('e5', { played: true }),
    entryOf('e4', { positionSeconds: 600 }),
    entryOf('e2', { positionSeconds: 2 }),
    entryOf('e0', { positionSeconds: 600 }),
  ]),
  views: new Map([
    viewOf('e1', 's1', 'complete'),
    viewOf('e0', 's1', 'complete'),
    viewOf('e3', 's1', 'queued'),
    viewOf('e9', 's2', 'complete'),
  ]),
};

const ids = (filter: Partial<EpisodeFilter>): string[] =>
  filterEpisodes(show, { ...filterOf('newest'), ...filter }).map(({ id }) => id);

describe('filterEpisodes', () => {
  test.each<[Partial<EpisodeFilter>, string[]]>([
    [{}, ['e5', 'e4', 'e3', 'e2', 'e1']],
    [{ order: 'oldest' }, ['e1', 'e2', 'e3', 'e4', 'e5']],
    [{ choice: 'not-played' }, ['e4', 'e3', 'e2', 'e1']],
    [{ choice: 'in-progress' }, ['e4', 'e0']],
    [{ choice: 'downloaded' }, ['e1', 'e0']],
    [{ choice: 'downloaded', order: 'oldest' }, ['e0', 'e1']],
    [{ text: 'night' }, ['e3', 'e2']],
    [{ text: '1 MAIL', order: 'oldest' }, ['e2']],
    [{ text: 'etoile CAFE' }, ['e4']],
    [{ text: 'strasse' }, ['e5']],
    [{ text: 'nothing of the kind' }, []],
    [{ text: '  ' }, ['e5', 'e4', 'e3', 'e2', 'e1']],
  ])('%j leaves %j', (filter, expected) => expect(ids(filter)).toEqual(expected));

  test('what is downloaded is shown as the catalogue has it now', () =>
    expect(filterEpisodes(show, { ...filterOf('newest'), choice: 'downloaded' })[0]).toBe(listed[4]));
});

test.each<[Partial<EpisodeFilter>, boolean]>([
  [{}, false],
  [{ choice: 'not-played' }, true],
  [{ choice: 'in-progress', text: 'night', order: 'oldest' }, false],
  [{ choice: 'downloaded' }, false],
  [{ order: 'oldest' }, true],
  [{ text: 'n' }, true],
  [{ text: ' ' }, false],
])('%j needs the whole list: %s', (filter, whole) =>
  expect(needsWholeList({ ...filterOf('newest'), ...filter })).toBe(whole),
);

test.each([
  [{ choice: 'downloaded', order: 'oldest', text: 'x' }, true],
  [{ choice: 'all', order: 'newest', text: '' }, true],
  [{ choice: 'some', order: 'newest', text: '' }, false],
  [{ choice: 'all', order: 1, text: '' }, false],
  [{ choice: 'all', order: 'newest', text: null }, false],
  [{ choice: 'all' }, false],
  ['all', false],
  [null, false],
])('%j is a filter: %s', (value, is) => expect(readFilter(value)).toEqual(is ? value : null));
