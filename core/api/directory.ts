import { Type, type Static } from 'typebox';
import { Nullable } from './nullable.ts';

export const DirectoryHit = Type.Object(
  {
    title: Type.String(),
    author: Type.String(),
    feedUrl: Type.String(),
    artworkUrl: Nullable(Type.String({ description: 'Same-origin path; takes `?size=` and `?format=`' })),
    episodeCount: Nullable(Type.Integer()),
    language: Nullable(Type.String({ description: 'BCP 47' })),
    showId: Nullable(Type.String({ description: 'Of the show, when the feed is followed already' })),
  },
  { $id: 'DirectoryHit' },
);
export type DirectoryHit = Static<typeof DirectoryHit>;

const DIRECTORY_STATES = ['ready', 'not-configured', 'unreachable', 'rate-limited', 'refused'] as const;
export type DirectoryState = (typeof DIRECTORY_STATES)[number];

/** What directories of podcasts found, and how it went with each. */
export const DirectoryAnswer = Type.Object(
  {
    hits: Type.Array(DirectoryHit),
    directories: Type.Array(
      Type.Object({
        name: Type.Union([Type.Literal('apple'), Type.Literal('podcast-index')]),
        state: Type.Unsafe<DirectoryState>({ type: 'string', enum: DIRECTORY_STATES }),
      }),
    ),
  },
  { $id: 'DirectoryAnswer' },
);
export type DirectoryAnswer = Static<typeof DirectoryAnswer>;
