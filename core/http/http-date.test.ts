import { expect, test } from 'vitest';
import { formatHttpDate, parseHttpDate } from './http-date.ts';

const NOW_MS = Date.UTC(2026, 10, 21);

test.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Friday, 01-Jan-76 00:00:00 GMT', Date.UTC(2076, 0, 1)],
  ['Saturday, 01-Jan-77 00:00:00 GMT', Date.UTC(1977, 0, 1)],
  ['Sun, 06 Nov 1994 08:49:37 +0000', null],
  ['Sun, 31 Feb 1994 08:49:37 GMT', null],
  ['Sun, 06 Nov 1994 25:49:37 GMT', null],
  ['1994-11-06T08:49:37Z', null],
  ['', null],
])('%s', (text, expected) => {
  expect(parseHttpDate(text, NOW_MS)).toBe(expected);
});

test('what is written is read back, to the second', () => {
  expect(parseHttpDate(formatHttpDate(NOW_MS + 999), NOW_MS)).toBe(NOW_MS);
});
