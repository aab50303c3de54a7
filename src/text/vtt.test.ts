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
