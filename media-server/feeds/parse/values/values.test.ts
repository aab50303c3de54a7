import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readDate } from './read-date.ts';
import { readDuration, readSeconds } from './read-duration.ts';

describe('dates', () => {
  test.each([
    ['Tue, 05 Mar 2019 10:00:00 GMT', '2019-03-05T10:00:00Z'],
    ['Tue, 05 Mar 2019 10:00:00 +0530', '2019-03-05T04:30:00Z'],
    ['Tue, 05 Mar 2019 10:00:00 -5:00', '2019-03-05T15:00:00Z'],
    ['Tue, 05 Mar 2019 10:00:00 GMT+2', '2019-03-05T08:00:00Z'],
    ['Tue, 05 Mar 2019 10:00:00 (CET)', '2019-03-05T10:00:00Z'],
    ['Sun, 05 Mar 2019 10:00:00 GMT', '2019-03-05T10:00:00Z'],
    ['Tuesday,5 March 2019 10:00 EST', '2019-03-05T15:00:00Z'],
    ['05 Mar 19 10:00:00 PDT', '2019-03-05T17:00:00Z'],
    ['05 Mar 99 10:00 UT', '1999-03-05T10:00:00Z'],
    ['05 Mar 119 10:00 Z', '2019-03-05T10:00:00Z'],
    ['5 Sept 2019 10:00 CEST', '2019-09-05T08:00:00Z'],
    ['05-Mar-2019 10:00:00 NOPE', '2019-03-05T10:00:00Z'],
    ['Tue, 05 Mar 2019 10:00:00', '2019-03-05T10:00:00Z'],
    ['Tue, 05 Mar 2019', '2019-03-05T00:00:00Z'],
    ['Tue Mar  5 10:00:00 CET 2019', '2019-03-05T09:00:00Z'],
    ['Tue, 05 Mar 2019 24:00:00 GMT', '2019-03-06T00:00:00Z'],
    ['Tue, 05 Mar 2019 10:00:60 GMT', '2019-03-05T10:00:59Z'],
    ['March 5, 2019 12:04 am', '2019-03-05T00:04:00Z'],
    ['March 5th, 2019 3:04 P.M. EST', '2019-03-05T20:04:00Z'],
    ['2019-03-05T10:00:00.25+01:00', '2019-03-05T09:00:00.250Z'],
    ['2019-03-05T10:00Z', '2019-03-05T10:00:00Z'],
    ['2019-03-05 10:00:00 +0100', '2019-03-05T09:00:00Z'],
    ['2019/03/05 10:00', '2019-03-05T10:00:00Z'],
    ['20190305T100000Z', '2019-03-05T10:00:00Z'],
    ['20190305', '2019-03-05T00:00:00Z'],
    ['2019-03', '2019-03-01T00:00:00Z'],
    ['2019', '2019-01-01T00:00:00Z'],
    ['1551780000', '2019-03-05T10:00:00Z'],
    ['1551780000000', '2019-03-05T10:00:00Z'],
    ['03/05/2019', '2019-03-05T00:00:00Z'],
    ['25/05/2019 10:00', '2019-05-25T10:00:00Z'],
    ['05.03.2019 10:00', '2019-03-05T10:00:00Z'],
    ['Di, 05 Mär 2019 10:00:00 +0100', '2019-03-05T09:00:00Z'],
    ['mar., 05 avr. 2019 10:00:00 +0200', '2019-04-05T08:00:00Z'],
    ['5 de mayo de 2019', '2019-05-05T00:00:00Z'],
    ['lun 1 dic 2020 10:00:00 +0000', '2020-12-01T10:00:00Z'],
    ['1 декабря 2020 10:00', '2020-12-01T10:00:00Z'],
    ['1 października 2020', '2020-10-01T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(readDate(` ${text}\n`)).toBe(Date.parse(expected));
  });

  test.each([
    '',
    'yesterday',
    '31 Feb 2019 10:00 GMT',
    '0000-00-00 00:00:00',
    '2019-13-01',
    'Tue, 05 Mar 2019 25:00:00 GMT',
    'Tue, 05 Mar 2019 10:61:00 GMT',
    '5 Mar 20199',
    '05 Mar',
    '12:00',
    `5 Mar 2019${' '.repeat(200)}x`,
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('are read as they were written', () => {
    const moments = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2150, 0, 1) / 1000 });
    fc.assert(
      fc.property(moments, (seconds) => {
        const date = new Date(seconds * 1000);
        expect(readDate(date.toUTCString())).toBe(date.getTime());
        expect(readDate(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('are never anything but a whole number or null', () => {
    const pieces = fc.constantFrom(
      '5',
      '05',
      '2019',
      'Mar',
      'mar',
      ':',
      '10:00',
      ' ',
      '-',
      '/',
      '.',
      '+0100',
      'GMT',
      'pm',
      'x',
      '99999',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const read = readDate(parts.join(''));
        expect(read === null || Number.isSafeInteger(read)).toBe(true);
      }),
    );
  });
});

describe('durations', () => {
  test.each([
    ['90', 90],
    [' 3600.4 ', 3600],
    ['1:30', 90],
    ['90:00', 5400],
    ['01:02:03', 3723],
    ['1:02:03.5', 3724],
    ['1:02:03,4', 3723],
    [':30', 30],
    ['90 seconds', 90],
    ['45 min', 2700],
    ['1h 2m 3s', 3723],
    ['1 hour, 30 minutes', 5400],
    ['PT1H2M3.4S', 3723],
    ['0', null],
    ['00:00:00', null],
    ['-5', null],
    ['-1:00', null],
    ['', null],
    ['PT', null],
    ['1:2:3:4', null],
    ['about an hour', null],
    ['Infinity', null],
    ['0x10', null],
    ['99999999', null],
  ])('%j is %s seconds', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  it('of chapters have fractions, and may be none', () => {
    expect(readSeconds('00:10:00.500')).toBe(600.5);
    expect(readSeconds('0')).toBe(0);
    expect(readSeconds('x')).toBeNull();
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (seconds) => {
        const [hours, minutes, rest] = [
          Math.trunc(seconds / 3600),
          Math.trunc(seconds / 60) % 60,
          seconds % 60,
        ];
        expect(readDuration(`${hours}:${minutes}:${rest}`)).toBe(seconds);
        expect(readDuration(`${hours}h${minutes}m${rest}s`)).toBe(seconds);
        expect(readDuration(String(seconds))).toBe(seconds);
      }),
    );
  });
});
