import { expect, it } from 'vitest';
import { HIT_END, HIT_START, snippetPieces } from './snippet-pieces.ts';

const hit = (text: string) => `${HIT_START}${text}${HIT_END}`;

it.each([
  ['', []],
  ['no hit', [{ text: 'no hit', isHit: false }]],
  [hit('all'), [{ text: 'all', isHit: true }]],
  [
    `a ${hit('b')} c ${hit('d')}`,
    [
      { text: 'a ', isHit: false },
      { text: 'b', isHit: true },
      { text: ' c ', isHit: false },
      { text: 'd', isHit: true },
    ],
  ],
])('snippet %j in pieces', (snippet, pieces) => {
  expect(snippetPieces(snippet)).toEqual(pieces);
});
