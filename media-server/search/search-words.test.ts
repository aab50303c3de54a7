import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIT_END, HIT_START, snippetPieces } from '../../core/search/snippet-pieces.ts';
import { plainTextOf } from './plain-text.ts';
import { readQuery, spaced, wordsOf } from './search-words.ts';
import { snippetOf } from './snippet.ts';

describe('a query', () => {
  it.each([
    ['night trains', ['night', 'trains']],
    ['  Zürich—Basel ', ['zurich basel']],
    ['don’t "quote" NEAR(a b, 2) -x ^y z*', ['don t', 'quote', 'near a', 'b', '2', 'x', 'y', 'z']],
    ['列車の旅', ['列 車 の 旅']],
    ['Tokyo東京', ['tokyo 東 京']],
    ['¿? … !!! 🎧', []],
    ['\0\u0001\ud800 \ue000', []],
  ])('%j has these phrases', (query, phrases) => {
    expect(readQuery(query).map(({ folded }) => folded.join(' '))).toEqual(phrases);
  });

  it.each([
    ['night tra', ['nowhere', 'everywhere']],
    ['night tr', ['nowhere', 'titles']],
    ['night t', ['nowhere', 'nowhere']],
    ['서울', ['everywhere']],
  ])('%j is the beginning of a word', (query, prefixes) => {
    expect(readQuery(query).map(({ prefix }) => prefix)).toEqual(prefixes);
  });

  it('is read in no time, however long', () => {
    const startedAtMs = performance.now();
    expect(readQuery('"a" '.repeat(100_000)).length).toBeLessThanOrEqual(12);
    expect(readQuery('語'.repeat(100_000)).length).toBe(1);
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });
});

it('words have their places in the text', () => {
  const text = 'Écoute les trains, 列車!';
  expect([...wordsOf(text)].map(({ start, end }) => text.slice(start, end))).toEqual([
    'Écoute',
    'les',
    'trains',
    '列',
    '車',
  ]);
});

it('an index is given text without private characters, and with blanks where a script has none', () => {
  expect(spaced('a\ue000b 東京x')).toBe('a b  東  京 x');
});

describe('notes as text', () => {
  it.each([
    ['<p>One</p><p>two &amp; <b>th</b>ree</p>', 'One two & three'],
    ['a<br>b<br/>c<ul><li>d<li>e</ul>', 'a b c d e'],
    ['<script>alert(1)</script>x<style>p{}</style>', 'x'],
    ['<img src=x onerror=alert(1)>after', 'after'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['plain\n\ntext', 'plain text'],
    ['Tom &amp; Jerry', 'Tom & Jerry'],
    ['&lt;b&gt;not bold&lt;/b&gt;', '<b>not bold</b>'],
    ['', ''],
  ])('%j is %j', (notes, text) => {
    expect(plainTextOf(notes)).toBe(text);
  });

  it('is cut off, and read in time that grows with the length only', () => {
    expect(plainTextOf(`<p>${'word '.repeat(100_000)}`).length).toBeLessThanOrEqual(20_000);
    const startedAtMs = performance.now();
    for (const piece of ['<b>', '<', '&', '<a ', '</x>', '<!--']) plainTextOf(piece.repeat(200_000));
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });
});

describe('a snippet', () => {
  const mark = (snippet: string | null) =>
    snippet?.replaceAll(HIT_START, '[').replaceAll(HIT_END, ']') ?? null;
  const filler = 'lorem ipsum dolor sit amet '.repeat(12);

  it.each([
    ['We ride to Basel at night.', 'basel', 'We ride to [Basel] at night.'],
    ['Trains, training, untrained', 'train', '[Trains], [training], untrained'],
    ['A train. Trains.', 'train x', 'A [train]. Trains.'],
    ['It don’t matter', "don't", 'It [don’t] matter'],
    ['don at the t', "don't", null],
    ['夜の列車で行く車', '列車', '夜の[列車]で行く車'],
    ['Crème BRÛLÉE', 'creme brulee', '[Crème] [BRÛLÉE]'],
    ['nothing here', 'basel', null],
  ])('of %j for %j', (text, query, expected) => {
    expect(mark(snippetOf(text, readQuery(query)))).toBe(expected);
  });

  it('is where the most words stand together, between words', () => {
    const text = `night first. ${filler}then a night in trains ${filler}`;
    const snippet = snippetOf(text, readQuery('night trains')) ?? '';
    expect(mark(snippet)).toMatch(/^…\w.*then a \[night\] in \[trains\] .*\w…$/);
    expect(snippet.length).toBeLessThan(200);
  });

  it('is a piece of the text, with marks in pairs', () => {
    const word = fc.constantFrom('night', 'train', 'é', '車', 'a', '<b>', '\ue000', '\ue001', '…', '—');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), fc.array(word, { maxLength: 3 }), (words, query) => {
        const text = words.join(' ');
        const snippet = snippetOf(text, readQuery(query.join(' ')));
        if (snippet === null) return;
        expect(snippet).toMatch(/^[^\ue000\ue001]*(?:\ue000[^\ue000\ue001]+\ue001[^\ue000\ue001]*)+$/);
        const plain = snippetPieces(snippet).map((piece) => piece.text);
        const clean = text.replace(/\p{Co}/gu, ' ');
        expect(`…${clean}…`).toContain(plain.join(''));
      }),
    );
  });
});
