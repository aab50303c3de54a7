import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HIT_END, HIT_START, snippetPieces } from '../../core/api/search.ts';
import { markedPieces } from './snippet.ts';

test('a marked snippet is read as the server means it', () => {
  const unit = fc.constantFrom('a', ' ', '<b>', '…');
  const plain = fc.string({ unit, maxLength: 6 });
  const hit = plain.filter((text) => text !== '').map((text) => `${HIT_START}${text}${HIT_END}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, hit), { maxLength: 8 }), (pieces) => {
      const snippet = pieces.join('');
      expect(markedPieces(snippet)).toEqual(snippetPieces(snippet));
    }),
  );
});

test.each([
  ['plain', [{ text: 'plain', isHit: false }]],
  ['', []],
  [
    `cut ${HIT_START}off`,
    [
      { text: 'cut ', isHit: false },
      { text: 'off', isHit: true },
    ],
  ],
])('%j', (snippet, pieces) => expect(markedPieces(snippet)).toEqual(pieces));
