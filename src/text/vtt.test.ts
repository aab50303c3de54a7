import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cueIndexAt, parseVtt } from './vtt.ts';

const SOURCE = `\ufeffWEBVTT - a title

NOTE this is
not a cue

STYLE
::cue { color: red }

first
00:01.000 --> 00:03.500 align:start
<v Mara>Good <i>evening</i>, &amp; welcome.

01:02:03.000 --> 01:02:04.000
Two
lines

00:09.000 --> 00:10.000

broken --> 00:10.000
never shown
`;

describe('parseVtt', () => {
  test('reads cues as plain text, with the speaker', () => {
    expect(parseVtt(SOURCE)).toEqual([
      { start: 1, end: 3.5, speaker: 'Mara', text: 'Good evening, & welcome.' },
      { start: 3723, end: 3724, speaker: null, text: 'Two lines' },
    ]);
  });

  test('does not mind the line ends of Windows', () => {
    expect(parseVtt(SOURCE.replaceAll('\n', '\r\n'))).toEqual(parseVtt(SOURCE));
  });

  test('puts cues in order of their start', () => {
    const source = 'WEBVTT\n\n00:05.000 --> 00:06.000\nLater\n\n00:01.000 --> 00:02.000\nSooner\n';
    expect(parseVtt(source).map(({ text }) => text)).toEqual(['Sooner', 'Later']);
  });

  test('reads hostile tags in one pass', () => {
    const start = performance.now();
    for (const piece of ['<', '<v ', '<v\t\t', '<v.a', '&amp'])
      parseVtt(`WEBVTT\n\n00:01.000 --> 00:02.000\n${piece.repeat(100_000)}x\n`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test.each(['', 'not a transcript', '<html></html>'])('finds no cues in %j', (source) => {
    expect(parseVtt(source)).toEqual([]);
  });
});

test.each([
  [0, -1],
  [1, 0],
  [8, 0],
  [3723, 1],
])('at %d s the line is %d', (seconds, index) => {
  expect(cueIndexAt(parseVtt(SOURCE), seconds)).toBe(index);
});

test('finds the line as a look at each of them would', () => {
  const time = fc.double({ min: 0, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(time), time, (starts, position) => {
      const cues = starts
        .toSorted((a, b) => a - b)
        .map((start) => ({ start, end: start + 1, speaker: null, text: 'x' }));
      expect(cueIndexAt(cues, position)).toBe(cues.findLastIndex(({ start }) => start <= position + 0.05));
    }),
  );
});
