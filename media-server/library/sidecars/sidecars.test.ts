import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWebVtt, readCues } from './cues.ts';
import { readSidecar } from './read-sidecar.ts';
import { sidecarNameOf } from './sidecar-name.ts';

describe('names', () => {
  const bases = new Set(['One', 'Dr. No', 'One.en']);
  it.each([
    ['One.vtt', { base: 'One', format: 'vtt', language: null }],
    ['One.de.srt', { base: 'One', format: 'srt', language: 'de' }],
    ['One.pt-BR.vtt', { base: 'One', format: 'vtt', language: 'pt-BR' }],
    ['One.ger.sdh.srt', { base: 'One', format: 'srt', language: 'de' }],
    ['One.en.vtt', { base: 'One.en', format: 'vtt', language: null }],
    ['Dr. No.chapters.json', { base: 'Dr. No', format: 'json', language: null }],
    ['Dr. No.json', { base: 'Dr. No', format: 'json', language: null }],
    ['Two.vtt', null],
    ['One.director.vtt', null],
    ['One.en.fr.vtt', { base: 'One.en', format: 'vtt', language: 'fr' }],
    ['show.json', null],
    ['One.txt', null],
    ['.vtt', null],
  ])('%s', (name, expected) => {
    expect(sidecarNameOf(name, bases)).toEqual(expected);
  });
});

describe('cues', () => {
  it('are written as they were read', () => {
    const cue = fc.record({
      startMs: fc.integer({ min: 0, max: 90_000_000 }),
      lengthMs: fc.integer({ min: 1, max: 10_000 }),
      text: fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z](\n[a-z]{1,5})?$/),
    });
    fc.assert(
      fc.property(fc.array(cue), (cues) => {
        const written = cues.map(({ startMs, lengthMs, text }) => ({
          startMs,
          endMs: startMs + lengthMs,
          text,
        }));
        expect(readCues(formatWebVtt(written))).toEqual(written);
      }),
    );
  });

  it('never end the header or a cue early', () => {
    const text =
      '1\n00:00:01,000 --> 00:00:02,000\na --> b\n\n\n00:05.000 --> 00:04.000\nbackwards\n\n00:06.000 --> 00:07.000\n{\\an8}<i>up</i>\n';
    expect(formatWebVtt(readCues(text))).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na → b\n\n00:00:06.000 --> 00:00:07.000\n<i>up</i>\n',
    );
  });
});

it.each([
  ['not JSON', /not valid JSON/],
  ['[]', /not an object/],
  ['{}', /neither chapters nor segments/],
  ['{"chapters":[{"title":"no time"}]}', /start time/],
  ['{"segments":[{"startTime":1}]}', /no cue/],
])('refuses %s', (text, message) => {
  expect(() => readSidecar(text, { format: 'json', language: null })).toThrow(message);
});
