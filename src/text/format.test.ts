import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatBytesOf,
  formatClock,
  formatDate,
  formatDuration,
  formatOrdinal,
  formatRate,
  formatSpokenTime,
  formatTimeLeft,
} from './format.ts';

const en = { locale: 'en', base: 1000 } as const;

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [9_940, '9.9 kB'],
    [9_960, '10 kB'],
    [999_400, '999 kB'],
    [999_600, '1 MB'],
    [96_000_000, '96 MB'],
    [2_440_000_000, '2.4 GB'],
    [5_000_000_000_000_000, '5,000 TB'],
  ])('%d bytes is %s', (bytes, text) => {
    expect(formatBytes(bytes, en)).toBe(text);
  });

  test('a system that counts in 1024s has its own megabyte', () => {
    expect(formatBytes(96 * 1024 * 1024, { locale: 'en', base: 1024 })).toBe('96 MB');
  });

  test.each([
    [41_000_000, 96_000_000, '41 of 96 MB'],
    [400_000, 96_000_000, '0 of 96 MB'],
    [0, 2_400_000_000, '0 of 2.4 GB'],
    [1_640_000_000, 2_400_000_000, '1.6 of 2.4 GB'],
  ])('%d of %d bytes is in the unit of the whole', (here, whole, text) => {
    expect(formatBytesOf(here, whole, en)).toBe(text);
  });

  test('the reader’s locale writes the numbers', () => {
    expect(formatBytes(2_440_000_000, { locale: 'de', base: 1000 })).toBe('2,4\u00a0GB');
  });
});

describe('times', () => {
  test.each([
    [0, '0:00'],
    [59.9, '0:59'],
    [60, '1:00'],
    [3_599, '59:59'],
    [3_723, '1:02:03'],
    [-4, '0:00'],
  ])('the clock of %d s is %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });

  test.each([
    [42, '42 sec'],
    [59.6, '1 min'],
    [1_500, '25 min'],
    [3_599, '1 hr'],
    [4_320, '1 hr 12 min'],
  ])('the length of %d s is %s', (seconds, text) => {
    expect(formatDuration(seconds, 'en')).toBe(text);
  });

  test.each([
    [0, '0 seconds'],
    [723, '12 minutes 3 seconds'],
    [3_600, '1 hour'],
  ])('%d s is spoken as %s', (seconds, text) => {
    expect(formatSpokenTime(seconds, 'en')).toBe(text);
  });

  test.each([
    [4, 'a few seconds left'],
    [23, 'about 30 sec left'],
    [61, 'about 2 min left'],
  ])('%d s left is told as %s', (seconds, text) => {
    expect(formatTimeLeft(seconds, 'en')).toBe(text);
  });
});

test.each([
  [0, 'Today'],
  [1, 'Yesterday'],
  [3, 'Wednesday'],
  [20, 'Nov 1'],
  [700, 'Dec 21, 2024'],
])('an episode of %d days ago', (days, text) => {
  const now = new Date(2026, 10, 21, 9, 0).getTime();
  expect(formatDate(new Date(2026, 10, 21 - days, 23, 0).getTime(), now, 'en')).toBe(text);
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [11, '11th'],
  [22, '22nd'],
])('place %d is %s', (place, text) => {
  expect(formatOrdinal(place)).toBe(text);
});

test('a rate keeps two digits', () => {
  expect(formatRate(1.25, 'en')).toBe('1.25×');
});
