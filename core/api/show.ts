import { Type, type Static } from 'typebox';
import { FeedState } from './feed.ts';
import { Nullable } from './nullable.ts';
import { Person } from './person.ts';

/** A show as a list shows it. */
export const ShowSummary = Type.Object(
  {
    id: Type.String({ description: 'UUIDv7, stable across rescans and renames' }),
    title: Type.String(),
    author: Type.String({ description: 'Empty when unknown' }),
    artworkUrl: Type.String({ description: 'Same-origin path; takes `?size=` and `?format=`' }),
    artworkColor: Type.String({
      description: 'The dominant colour as `#rrggbb`, to paint while the image loads',
    }),
    episodeCount: Type.Integer({ minimum: 0 }),
    latestPublishedAt: Nullable(Type.Integer({ description: 'Milliseconds since the epoch' })),
    source: Type.Union([Type.Literal('library'), Type.Literal('feed')], {
      description: 'A folder of the library, or a feed that was subscribed to',
    }),
    order: Type.Union([Type.Literal('episodic'), Type.Literal('serial')], {
      description: 'Serial shows are told from the first episode on',
    }),
  },
  { $id: 'ShowSummary' },
);
export type ShowSummary = Static<typeof ShowSummary>;

/** A show as its own page shows it. */
export const Show = Type.Object(
  {
    ...ShowSummary.properties,
    descriptionHtml: Type.String({ description: 'Sanitized HTML; may be empty' }),
    language: Nullable(Type.String({ description: 'BCP 47' })),
    link: Nullable(Type.String({ description: 'The web page of the show' })),
    feed: Nullable(FeedState),
    funding: Type.Array(Type.Object({ url: Type.String(), text: Type.String() })),
    persons: Type.Array(Person),
  },
  { $id: 'Show' },
);
export type Show = Static<typeof Show>;
