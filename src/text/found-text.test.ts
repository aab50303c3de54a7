import { expect, test } from 'vitest';
import { filterOf, type EpisodeFilter } from '../views/episode-filter.ts';
import { foundText } from './found-text.ts';

type Search = Parameters<typeof foundText>[0];

const text = ({
  filter,
  ...search
}: Partial<Omit<Search, 'filter'>> & { filter: Partial<EpisodeFilter> }): string =>
  foundText({
    found: 12,
    known: 10_000,
    total: 10_000,
    isWhole: true,
    hasFailed: false,
    ...search,
    filter: { ...filterOf('newest'), ...filter },
  });

test.each<[Parameters<typeof text>[0], string]>([
  [{ filter: {} }, ''],
  [{ filter: { order: 'oldest' } }, ''],
  [{ filter: { choice: 'not-played' } }, '12 of 10,000 episodes'],
  [{ filter: { text: 'night' }, total: null }, '12 episodes'],
  [{ filter: { choice: 'downloaded' }, isWhole: false, known: 50 }, '12 of 10,000 episodes'],
  [{ filter: { order: 'oldest' }, isWhole: false }, 'Looking through 10,000 episodes…'],
  [{ filter: { text: 'night' }, isWhole: false, total: null }, 'Looking through all episodes…'],
  [
    { filter: { text: 'night' }, isWhole: false, hasFailed: true, found: 1, known: 200 },
    '1 found in 200 episodes. The rest of 10,000 episodes could not be loaded.',
  ],
  [{ filter: { choice: 'not-played' }, found: 0 }, 'Nothing left to play.'],
  [{ filter: { choice: 'in-progress' }, found: 0 }, 'Nothing is in progress.'],
  [{ filter: { choice: 'downloaded' }, found: 0 }, 'Nothing of this show is on this device.'],
  [{ filter: { choice: 'downloaded', text: ' x ' }, found: 0 }, 'No title here has “x” in it.'],
])('%j: %s', (search, expected) => expect(text(search)).toBe(expected));
