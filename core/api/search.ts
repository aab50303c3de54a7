import { Type, type Static } from 'typebox';
import { EpisodeSummary } from './episode.ts';
import { Nullable } from './nullable.ts';
import { ShowSummary } from './show.ts';

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
