import { expect, test } from 'vitest';
import type { DirectoryState } from '../../core/api/directory.ts';
import { directoryText } from './directory-text.ts';

const textOf = (apple: DirectoryState, podcastIndex: DirectoryState) =>
  directoryText([
    { name: 'apple', state: apple },
    { name: 'podcast-index', state: podcastIndex },
  ]);

test.each([
  ['ready', 'ready', null],
  ['ready', 'not-configured', null],
  [
    'not-configured',
    'not-configured',
    'Your server does not search the internet for podcasts. Paste the address of a feed to follow it.',
  ],
  ['unreachable', 'not-configured', 'Apple Podcasts cannot be reached at the moment.'],
  ['rate-limited', 'ready', 'Apple Podcasts asks for a pause of some minutes.'],
  [
    'unreachable',
    'refused',
    'Apple Podcasts cannot be reached at the moment, and Podcast Index refused the search of your server.',
  ],
] as const)('Apple Podcasts %s, Podcast Index %s: %s', (apple, podcastIndex, text) => {
  expect(textOf(apple, podcastIndex)).toBe(text);
});
