import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCues } from '../library/sidecars/cues.ts';
import { readTime } from './passages.ts';
import { readTranscript } from './read-transcript.ts';

const read = (text: string, type = 'text/plain', durationSeconds: number | null = null) =>
  readTranscript(text, { type, durationSeconds });
/** `start–end text` of each cue, in seconds. */
const linesOf = (vtt: string | null): string[] =>
  readCues(vtt ?? '').map(({ startMs, endMs, text }) => `${startMs / 1000}–${endMs / 1000} ${text}`);

describe('a transcript with times', () => {
  it.each([
    [
      'WebVTT',
      'text/vtt',
      'WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\n<v Ada>Hello <i>there</i> &amp; <b.x>you</b>',
      ['1–2 <v Ada>Hello <i>there</i> &amp; <b.x>you</b>'],
    ],
    [
      'SubRip, whose names stand before what they say',
      'application/x-subrip',
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nAda Long: Hello\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nNote: no name\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nAda Long: Bye <script>alert(1)</script>',
      ['1–2 <v Ada Long>Hello', '2.5–4 Note: no name', '5–6 <v Ada Long>Bye alert(1)'],
    ],
    [
      'JSON',
      'application/json',
      JSON.stringify({
        segments: [{ speaker: 'A<b>', startTime: 1, endTime: 2.5, body: '1 < 2 --> so it is' }],
      }),
      ['1–2.5 <v A&lt;b&gt;>1 &lt; 2 --&gt; so it is'],
    ],
    [
      'JSON with a segment for each word',
      'application/json',
      JSON.stringify({
        segments: ['We', 'ride.', 'All', 'night'].map((body, index) => ({
          speaker: index < 3 ? 'Ada' : 'Ben',
          startTime: index,
          endTime: index + 0.5,
          body,
        })),
      }),
      ['0–1.5 <v Ada>We ride.', '2–2.5 <v Ada>All', '3–3.5 <v Ben>night'],
    ],
    ['SubRip that is declared as JSON', 'application/json', '1\n00:00:01,000 --> 00:00:02,000\nx', ['1–2 x']],
    [
      'JSON that is declared as SubRip',
      'application/srt',
      '{"segments":[{"startTime":1,"body":"x"}]}',
      ['1–2 x'],
    ],
  ])('%s', (_name, type, text, lines) => {
    expect(linesOf(read(text, type))).toEqual(lines);
  });
});

describe('a page', () => {
  it('says who speaks, and when', () => {
    const html = `<!doctype html><title>Show</title><nav>Menu</nav><body><script>alert('x')</script>
      <cite>Ada:</cite> <time>0:10</time><p>Hello &lt;you&gt;.</p><p>Second.</p>
      <cite>Ben</cite><time>1:00:00.5</time><p>Bye<br>now</p><footer>© us</footer>`;
    const lines = linesOf(read(html, 'text/html', 3610));
    expect(lines[0]).toMatch(/^10–\d+(\.\d+)? <v Ada>Hello &lt;you&gt;\.$/);
    expect(lines[1]).toMatch(/^\d+(\.\d+)?–3600\.5 <v Ada>Second\.$/);
    expect(lines.slice(2).map((line) => line.replace(/^\S+ /, ''))).toEqual(['<v Ben>Bye', '<v Ben>now']);
    expect(lines.at(-1)).toMatch(/–3610 /);
  });
});

describe('a plain text', () => {
  it('is spread over the episode, a sentence or two at a time', () => {
    const sentence = 'This sentence is exactly as long as all of the others are in this text here. ';
    const lines = linesOf(read(sentence.repeat(8), 'text/plain', 80));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['0–20', '20–40', '40–60', '60–80']);
  });

  it('keeps to the times and the names that it has', () => {
    const text = '[00:05] Ada: One.\n[00:10] Ben: Two.\n(0:20) Ada: Three.\n';
    expect(linesOf(read(text, '', 30))).toEqual([
      '5–10 <v Ada>One.',
      '10–20 Ben: Two.',
      '20–30 <v Ada>Three.',
    ]);
    const above = 'Ada Long  0:05\nOne\nmore.\n\nSpeaker 2  0:10 \nTwo.';
    expect(linesOf(read(above, 'text/plain', 20))).toEqual([
      '5–10 <v Ada Long>One more.',
      '10–20 <v Speaker 2>Two.',
    ]);
  });

  it('passes over times that go backwards', () => {
    expect(linesOf(read('[1:00] One.\n[0:30] Two.\n[2:00] Six.', '', 150))).toEqual([
      '60–90 One.',
      '90–120 Two.',
      '120–150 Six.',
    ]);
  });

  it('has times also where nothing is known', () => {
    const [line = ''] = linesOf(read('Just some words'));
    expect(line).toMatch(/^0–0\.\d+ Just some words$/);
  });
});

it.each([
  ['', 'text/plain'],
  ['   \n', 'text/html'],
  ['<p></p>', 'text/html'],
  ['<html><body>Not found</body></html>', 'text/vtt'],
  ['WEBVTT\n\n', 'text/vtt'],
  ['{"segments":[]}', 'application/json'],
  ['{"chapters":[{"startTime":1}]}', 'application/json'],
  ['not found', 'application/srt'],
])('%j is no transcript of type %s', (text, type) => {
  expect(read(text, type)).toBeNull();
});

it.each([
  ['0:00', 0],
  ['1:02:03.5', 3_723_500],
  ['[00:12]', 12_000],
  ['(1:00)', 60_000],
  ['12', null],
  ['at 1:00', null],
])('%j as a time', (text, milliseconds) => {
  expect(readTime(text)).toBe(milliseconds);
});

it('reads any text as cues in order, without markup but that of WebVTT, or as none', () => {
  const markup = '<p> </p> <cite> </cite> <time> </time> <nav> <script> </script> &amp; &lt; --> <v > <';
  const texts = ['Ada: ', '0:10', '[1:00] ', '9:00', '\n', '\n\n', 'word ', 'A sentence. ', '{', '"', '<v '];
  const piece = fc.constantFrom(...markup.split(' '), ...texts);
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom('text/html', 'text/plain', ''),
      fc.option(fc.nat({ max: 5_000 })),
      (pieces, type, durationSeconds) => {
        const vtt = read(pieces.join(''), type, durationSeconds);
        if (vtt === null) return;
        expect(vtt.startsWith('WEBVTT\n\n')).toBe(true);
        const cues = readCues(vtt);
        expect(cues.length).toBeGreaterThan(0);
        for (const [index, cue] of cues.entries()) {
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(cue.startMs).toBeGreaterThanOrEqual(cues[index - 1]?.startMs ?? 0);
          expect(cue.text.replace(/^<v [^<>]+>/, '')).not.toMatch(/[<>]/);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('takes time that grows with the length only', () => {
  const startedAtMs = performance.now();
  for (const text of [
    'a',
    'A: ',
    '. ',
    '<p>',
    '<cite>x',
    '0:10 ',
    '\n',
    '\n\n ',
    '(',
    '00:00 --> ',
    '{"segments":[',
  ]) {
    for (const type of ['text/plain', 'text/html', 'text/vtt', 'application/json']) {
      read(text.repeat(1_000_000 / text.length), type);
    }
  }
  expect(performance.now() - startedAtMs).toBeLessThan(12_000);
});
