import { Type, type Static } from 'typebox';
import { Nullable } from './nullable.ts';
import { Person } from './person.ts';

export const Media = Type.Object(
  {
    url: Type.String({ description: 'Same-origin path: `/media/{episodeId}`' }),
    type: Type.String({ description: 'Media type, RFC 9110 §8.3' }),
    bytes: Type.Integer({ minimum: 0, description: '0 when nobody knows yet' }),
    etag: Nullable(
      Type.String({ description: 'Strong entity tag with its quotes; null until the content was hashed' }),
    ),
  },
  { $id: 'Media' },
);
export type Media = Static<typeof Media>;

export const Transcript = Type.Object(
  {
    url: Type.String({ description: 'Same-origin path, served as WebVTT' }),
    type: Type.String(),
    language: Type.String({ description: 'BCP 47; `und` when unknown' }),
  },
  { $id: 'Transcript' },
);
export type Transcript = Static<typeof Transcript>;

/** An episode as a list shows it. */
export const EpisodeSummary = Type.Object(
  {
    id: Type.String({ description: 'UUIDv7, stable across rescans and renames of the same content' }),
    showId: Type.String(),
    showTitle: Type.String(),
    title: Type.String(),
    publishedAt: Type.Integer({ description: 'Milliseconds since the epoch' }),
    durationSeconds: Nullable(Type.Number({ minimum: 0 })),
    kind: Type.Union([Type.Literal('audio'), Type.Literal('video')]),
    season: Nullable(Type.Integer()),
    episode: Nullable(Type.Integer()),
    episodeType: Type.Union([Type.Literal('full'), Type.Literal('trailer'), Type.Literal('bonus')]),
    media: Media,
    artworkUrl: Type.String({ description: 'Same-origin path; takes `?size=` and `?format=`' }),
    artworkColor: Type.String({ description: '`#rrggbb`' }),
  },
  { $id: 'EpisodeSummary' },
);
export type EpisodeSummary = Static<typeof EpisodeSummary>;

/** An episode as its own page shows it. */
export const Episode = Type.Object(
  {
    ...EpisodeSummary.properties,
    descriptionHtml: Type.String({ description: 'Sanitized HTML; may be empty' }),
    chaptersUrl: Type.Optional(Type.String({ description: 'Same-origin path of a `Chapters` document' })),
    transcripts: Type.Optional(Type.Array(Transcript)),
    link: Nullable(Type.String({ description: 'The web page of the episode' })),
    persons: Type.Array(Person),
  },
  { $id: 'Episode' },
);
export type Episode = Static<typeof Episode>;

/** The Podcasting 2.0 JSON chapters format, with the fields that Carryon reads. */
export const Chapters = Type.Object(
  {
    version: Type.String(),
    chapters: Type.Array(
      Type.Object({
        startTime: Type.Number({ minimum: 0, description: 'Seconds' }),
        endTime: Type.Optional(Type.Number({ minimum: 0 })),
        title: Type.String(),
        img: Type.Optional(
          Type.String({ description: 'Same-origin path of a picture; takes `?size=` and `?format=`' }),
        ),
        url: Type.Optional(Type.String({ description: 'An http or https address with more about it' })),
        toc: Type.Optional(
          Type.Boolean({ description: 'False for one that no list shows: it only changes the picture' }),
        ),
      }),
    ),
  },
  { $id: 'Chapters' },
);
export type Chapters = Static<typeof Chapters>;
