import { Type, type Static } from 'typebox';
import { Nullable } from './nullable.ts';

/** Why a feed could not be read when it was last asked for. */
export const FEED_FAILURES = [
  'unreachable',
  'too-slow',
  'refused',
  'not-found',
  'gone',
  'needs-password',
  'server-error',
  'too-many-requests',
  'not-a-feed',
  'too-large',
  'not-allowed',
] as const;
export type FeedFailureCode = (typeof FEED_FAILURES)[number];

export const FeedFailureCode = Type.Unsafe<FeedFailureCode>({ type: 'string', enum: FEED_FAILURES });

/** A feed, and how it is with it. */
export const FeedState = Type.Object(
  {
    url: Type.String({ description: 'Where it is asked for; without credentials' }),
    hasCredentials: Type.Boolean(),
    readAt: Nullable(
      Type.Integer({ description: 'When it was last read, in milliseconds since the epoch; null: not yet' }),
    ),
    failure: Nullable(FeedFailureCode),
    failingSince: Nullable(Type.Integer({ description: 'Milliseconds since the epoch' })),
  },
  { $id: 'FeedState' },
);
export type FeedState = Static<typeof FeedState>;
