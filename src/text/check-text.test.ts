import { expect, test } from 'vitest';
import { checkText } from './check-text.ts';

const damaged = (title: string, damagedParts: number) => ({ episodeId: title, title, damagedParts });

test.each([
  [{ downloads: 0, parts: 0, damaged: [] }, 'Nothing is stored yet, so there is nothing to check.'],
  [{ downloads: 1, parts: 1, damaged: [] }, 'The one part that is stored is right.'],
  [{ downloads: 16, parts: 812, damaged: [] }, 'All 812 parts of 16 episodes are right.'],
  [{ downloads: 1, parts: 3, damaged: [] }, 'All 3 parts of 1 episode are right.'],
  [
    { downloads: 2, parts: 9, damaged: [damaged('Sleeper', 2)] },
    '2 parts of Sleeper were damaged and are fetched again.',
  ],
  [
    { downloads: 2, parts: 9, damaged: [damaged('Sleeper', 1), damaged('Arrival', 3)] },
    '1 part of Sleeper was damaged and is fetched again. 3 parts of Arrival were damaged and are fetched again.',
  ],
])('%j', (report, expected) => {
  expect(checkText(report)).toBe(expected);
});
