import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInCues, indexCues, MOST_HITS } from './find-in-cues.ts';
import { fold } from './fold.ts';

const cuesOf = (...texts: string[]) =>
  texts.map((text, index) => ({ start: index, end: index + 1, speaker: null, text }));

/** What was found, as it is written: the pieces of a hit that spans cues are joined by `|`. */
function found(texts: string[], query: string): string[] {
  const hits = findInCues(indexCues(cuesOf(...texts)), query);
  return hits.map((hit) => hit.map(({ cue, end, start }) => texts[cue]?.slice(start, end)).join('|'));
}

describe('fold', () => {
  test.each([
    ['Straße', 'strasse'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδός', 'οδοσ'],
    ['İstanbul', 'istanbul'],
    ['Ångström', 'angstrom'],
    ['e\u0301', 'e'],
    ['ﬁn', 'fin'],
    ['don’t — “so”', 'don\'t - "so"'],
    ['soft\u00adly\u200b', 'softly'],
    ['שָׁלוֹם', 'שלום'],
    ['が', 'か\u3099'],
  ])('%j becomes %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('findInCues', () => {
  test.each<[string[], string, string[]]>([
    [['A tunnel, the TUNNEL.'], 'tunnel', ['tunnel', 'TUNNEL']],
    [['Le café, un cafe\u0301 noir.'], 'CAFE', ['café', 'cafe\u0301']],
    [['Die Straße'], 'strasse', ['Straße']],
    [['Die Straße'], 'stras', ['Straß']],
    [['Ich weiß es'], 's e', ['ß e']],
    [['It doesn’t wait'], "doesn't", ['doesn’t']],
    [['🚂 the train 🚂'], 'train', ['train']],
    [['a 🚂 b 🚂'], '🚂', ['🚂', '🚂']],
    [['aaaa'], 'aa', ['aa', 'aa']],
    [['carry', 'on', 'now'], 'carry on', ['carry|on']],
    [['we carry', 'on', 'now and'], 'ry on no', ['ry|on|no']],
    [['Éte', 'Là'], 'te la', ['te|Là']],
    [['carry on'], '  carry   on ', ['carry on']],
    [['one', 'two'], 'onetwo', []],
    [['one'], '   ', []],
    [['one'], '', []],
    [[], 'one', []],
    [['.*'], '.', ['.']],
  ])('in %j, %j finds %j', (texts, query, expected) => {
    expect(found(texts, query)).toEqual(expected);
  });

  test('gives at most so many', () => {
    expect(findInCues(indexCues(cuesOf('e'.repeat(MOST_HITS + 5))), 'e')).toHaveLength(MOST_HITS);
  });

  test('finds every piece of a text in it, and what it finds folds to what was looked for', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (texts, at, length) => {
        const whole = texts.join(' ');
        const query = whole.slice(at % (whole.length + 1)).slice(0, length % 8);
        const wanted = fold(query.trim().replace(/\s+/g, ' '));
        const hits = found(texts, query);
        for (const hit of hits) expect(fold(hit.replaceAll('|', ' '))).toContain(wanted.trim());
        const index = indexCues(cuesOf(...texts));
        expect(hits.length > 0).toBe(wanted !== '' && index.folded.includes(wanted));
      }),
      { numRuns: 500 },
    );
  });

  test('the spans of a hit are within their cues, in order, and hits do not overlap', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'ä', 'ß', ' ', '🚂', 'b\u0301'), maxLength: 9 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 5 }), letters, (texts, query) => {
        let last = { cue: 0, end: 0 };
        for (const span of findInCues(indexCues(cuesOf(...texts)), query).flat()) {
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(texts[span.cue]?.length ?? -1);
          expect(span.cue).toBeGreaterThanOrEqual(last.cue);
          // The two halves of a folded `ß` may belong to two hits, which then share the letter.
          if (span.cue === last.cue && !texts[span.cue]?.includes('ß'))
            expect(span.start).toBeGreaterThanOrEqual(last.end);
          last = span;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('10,000 cues that are no ASCII are searched at once', () => {
    const index = indexCues(cuesOf(...Array.from({ length: 10_000 }, () => 'ä'.repeat(200))));
    const start = performance.now();
    expect(findInCues(index, 'a')).toHaveLength(MOST_HITS);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
