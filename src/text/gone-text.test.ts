import { expect, test } from 'vitest';
import { goneText } from './gone-text.ts';

test.each([
  ['removed', ['Sleeper'], 'Removed Sleeper'],
  ['removed', ['Sleeper', 'Arrival'], 'Removed 2 downloads'],
  ['played', ['Sleeper'], 'Removed Sleeper, which you played'],
  ['played', ['Sleeper', 'Arrival', 'Night Mail'], 'Removed 3 episodes you played'],
  ['cancelled', ['Sleeper'], 'Cancelled the download of Sleeper'],
  ['cancelled', ['Sleeper', 'Arrival'], 'Cancelled 2 downloads'],
] as const)('%s %j', (kind, titles, expected) => {
  expect(goneText(kind, titles)).toBe(expected);
});
