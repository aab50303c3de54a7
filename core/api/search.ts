import { Type, type Static } from 'typebox';
import { EpisodeSummary } from './episode.ts';
import { Nullable } from './nullable.ts';
import { ShowSummary } from './show.ts';

/** Stand around each hit in a snippet, which holds them nowhere else. */
export const HIT_START = '\ue000';
export const HIT_END = '\ue001';

export const SearchAnswer = Type.Object(
  {
    shows: Type.Array(ShowSummary),
    episodes: Type.Array(
      Type.Object({
        episode: EpisodeSummary,
        snippet: Nullable(
          Type.String({
            description:
              'Plain text from the notes, U+E000 before and U+E001 after each hit; null when nothing in the notes was hit',
          }),
        ),
      }),
    ),
  },
  { $id: 'SearchAnswer' },
);
export type SearchAnswer = Static<typeof SearchAnswer>;
export type EpisodeHit = SearchAnswer['episodes'][number];

export interface SnippetPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** A snippet as pieces to show one after the other. */
export const snippetPieces = (snippet: string): SnippetPiece[] =>
  snippet
    .split(HIT_START)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, isHit: false }];
      const [hit = '', ...rest] = piece.split(HIT_END);
      return [
        { text: hit, isHit: true },
        { text: rest.join(''), isHit: false },
      ];
    })
    .filter(({ text }) => text !== '');
