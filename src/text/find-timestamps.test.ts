import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTimestamps } from './find-timestamps.ts';
import { formatClock } from './format.ts';

const written = (text: string, durationSeconds: number | null = null): string[] =>
  findTimestamps(text, durationSeconds).map(({ end, start }) => text.slice(start, end));

describe('is a time', () => {
  test.each([
    ['1:23', ['1:23']],
    ['01:02:03 Landing', ['01:02:03']],
    ['(12:34) and [0:00]', ['12:34', '0:00']],
    ['00:00 – Start\n12:30 – Middle', ['00:00', '12:30']],
    ['00:00-Start', ['00:00']],
    ['at 102:15 already', ['102:15']],
    ['12:34: we talk', ['12:34']],
    ['It ends at 12:34.', ['12:34']],
    ['Start 0:00, middle 1:20; end 2:40!', ['0:00', '1:20', '2:40']],
    ['•12:34', ['12:34']],
    ['@12:34', ['12:34']],
    // Both ends of a range.
    ['1:23–4:56', ['1:23', '4:56']],
    ['1:23 - 1:04:56', ['1:23', '1:04:56']],
    ['from 1:23 to 4:56', ['1:23', '4:56']],
    // Nothing tells this ratio from a time; one that is longer than the episode is left out below.
    ['16:10', ['16:10']],
    // Somebody who is called like a book, in a form that no verse has.
    ['with John 03:16', ['03:16']],
    ['with John (3:16)', ['3:16']],
    ['Mark 1:02:03', ['1:02:03']],
    ['In May 12:34 is next', ['12:34']],
    ['12:34 Am Anfang', ['12:34']],
    ['12:34 Happy end', ['12:34']],
  ])('%j has %j', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });
});

describe('is no time', () => {
  test.each([
    'We won 2:1 and 16:9 is wide',
    '10:5',
    '1:5:07',
    '1:60:00',
    '12:75',
    '00:11:22:33:44:55',
    'a1:23',
    '1:23h',
    '12:34.567',
    '12:345',
    '1:23%',
    '1.12:34',
    '/12:34',
    'example.org/1:23',
    '$12:34',
    // Dates and clock times
    '2024-01-02T10:00:00Z',
    '2024-01-02 12:30',
    '2024-01-02T10:00-05:00',
    '02.01.2024, 20:15',
    'Recorded March 3, 2024 at 20:15',
    'Recorded 3rd Mar 20:15',
    'Mondays at 9:00',
    'Live at 9:30 pm',
    'Live at 9:30 p.m., be there',
    '9:00–10:30 AM',
    '20:15 Uhr',
    '18:00 UTC',
    'UTC+5:30',
    'UTC-5:30',
    '2024:01:02',
    // Verses
    'John 3:16',
    'Gen. 1:31',
    '1 Corinthians 13:12',
    '2 Tim 3:16',
    'II Kings 4:29',
    'Psalm 23:10–24:10',
    'Matthew 5:14, 6:22',
  ])('%j', (text) => {
    expect(written(text)).toEqual([]);
  });
});

test('says how many seconds each is', () => {
  expect(findTimestamps('0:00 1:23 01:02:03 102:15', null).map(({ seconds }) => seconds)).toEqual([
    0, 83, 3723, 6135,
  ]);
});

test('what lies after the end is no time of the episode', () => {
  expect(written('0:30, 1:00, 1:01, 1:00:00', 60)).toEqual(['0:30', '1:00']);
  expect(written('16:10', 600)).toEqual([]);
});

test('every time is found as it is shown elsewhere', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99 * 3600 }),
      fc.constantFrom('', ' ', '(', '\n', '– '),
      (seconds, before) => {
        const clock = formatClock(seconds);
        expect(findTimestamps(`${before}${clock} Title`, seconds)).toEqual([
          { start: before.length, end: before.length + clock.length, seconds },
        ]);
      },
    ),
  );
});

test('a hostile text is read in one pass', () => {
  const start = performance.now();
  for (const piece of ['1:', '1:23 ', '12:34-', 'John 3:16, ', ' ', '1'])
    findTimestamps(piece.repeat(50_000 / piece.length), null);
  findTimestamps(`1:23${' '.repeat(100_000)}x 1:23`, null);
  expect(performance.now() - start).toBeLessThan(1_000);
});
