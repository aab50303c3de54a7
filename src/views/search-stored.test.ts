import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { rangesOf, searchStored, type StoredText } from './search-stored.ts';
import type { Snippet } from './snippet.ts';

const stored = (title: string, showTitle = 'Night Trains', notes = '', publishedAt = 1): StoredText => ({
  episode: makeEpisode({ id: title, title, showId: showTitle, showTitle, publishedAt }),
  notes,
});

const LIBRARY = [
  stored('Départ à minuit', 'Night Trains', 'The line along the Öresund.', 1),
  stored('Sleeper', 'Night Trains', 'Bunks, and a midnight departure from Malmö.', 2),
  stored('Straße', 'Roads', 'Where the night begins.', 3),
];

const titles = (text: string) => searchStored(text, LIBRARY).episodes.map(({ episode }) => episode.title);
const shows = (text: string) => searchStored(text, LIBRARY).shows.map(({ showTitle }) => showTitle);
const marked = (snippet: Snippet | null | undefined) =>
  snippet?.map(({ isHit, text }) => (isHit ? `[${text}]` : text)).join('');

describe('what is found', () => {
  test.each([
    ['depart', ['Départ à minuit', 'Sleeper']],
    ['DÉPART', ['Départ à minuit', 'Sleeper']],
    ['strasse', ['Straße']],
    ['malmo', ['Sleeper']],
    ['oresund', ['Départ à minuit']],
    ['minuit depart', ['Départ à minuit']],
    ['trains', ['Sleeper', 'Départ à minuit']],
    ['roads sleeper', []],
    ['night', ['Sleeper', 'Départ à minuit', 'Straße']],
    ['', []],
    ['   ', []],
    ['nowhere', []],
  ])('%j: %j', (text, found) => expect(titles(text)).toEqual(found));

  test('shows by their titles, each once', () => {
    expect(shows('night')).toEqual(['Night Trains']);
    expect(shows('midnight')).toEqual([]);
  });

  test('at most fifty', () => {
    const many = Array.from({ length: 80 }, (_, index) => stored(`Night ${index}`));
    expect(searchStored('night', many).episodes).toHaveLength(50);
  });
});

describe('the snippet', () => {
  test('marks the words in the notes as they are written there', () => {
    const [hit] = searchStored('malmo midnight', LIBRARY).episodes;
    expect(marked(hit?.snippet)).toBe('Bunks, and a [midnight] departure from [Malmö].');
  });

  test('is left out where the title says it', () => {
    expect(searchStored('sleeper', LIBRARY).episodes[0]?.snippet).toBeNull();
  });

  test('of long notes is a piece about the first word', () => {
    const notes = `${'before '.repeat(60)}signal ${'after '.repeat(60)}`;
    const text = marked(searchStored('signal', [stored('x', 'y', notes)]).episodes[0]?.snippet) ?? '';
    expect(text).toMatch(/^…before .*before \[signal\] after .*after…$/);
    expect(text.length).toBeLessThan(260);
  });
});

test('ranges are in order, apart, and stand where the words are', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'Ä', 'ß', ' ', 'ﬁ', '𝔫', 'é'), maxLength: 40 });
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.constantFrom('a', 'ss', 'ab', 'fi', 'n', 'e'), { maxLength: 4 }),
      (text, words) => {
        let before = 0;
        for (const { end, start } of rangesOf(words, text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end).isWellFormed()).toBe(true);
          before = end;
        }
      },
    ),
  );
});

test('what is found in a text is marked in its snippet', () => {
  const piece = fc.stringMatching(/^[a-d]{2,5}$/);
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 80 }), fc.nat(), (pieces, pick) => {
      const word = pieces[pick % pieces.length] ?? '';
      const [hit] = searchStored(word, [stored('x', 'y', pieces.join(' '))]).episodes;
      expect(hit?.snippet?.some(({ isHit, text }) => isHit && text === word)).toBe(true);
    }),
  );
});
