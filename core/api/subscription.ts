import { Type, type Static } from 'typebox';
import { FeedState } from './feed.ts';

/** A feed that the listener follows. */
export const Subscription = Type.Object(
  {
    showId: Type.String(),
    title: Type.String(),
    subscribedAt: Type.Integer({ description: 'Milliseconds since the epoch' }),
    feed: FeedState,
  },
  { $id: 'Subscription' },
);
export type Subscription = Static<typeof Subscription>;

export const SubscriptionList = Type.Object(
  {
    items: Type.Array(Subscription),
    unread: Type.Integer({ description: 'How many of them were not read yet, and did not fail' }),
  },
  { $id: 'SubscriptionList' },
);
export type SubscriptionList = Static<typeof SubscriptionList>;

export const SubscriptionRequest = Type.Object(
  {
    url: Type.String({
      minLength: 1,
      maxLength: 4096,
      description: 'The address of a feed, or of a page that names one; it may hold credentials',
    }),
  },
  { $id: 'SubscriptionRequest' },
);
export type SubscriptionRequest = Static<typeof SubscriptionRequest>;

/** A line of an OPML file that no subscription came of. */
export const OpmlProblem = Type.Object(
  {
    position: Type.Integer({ description: 'Of the outline in the file, counted from 1' }),
    line: Type.String(),
    reason: Type.String({ description: '`not-an-address`, `duplicate`, `not-allowed` or `too-many`' }),
  },
  { $id: 'OpmlProblem' },
);

export const OpmlResult = Type.Object(
  {
    added: Type.Integer({ description: 'Feeds that are followed now and were not before' }),
    known: Type.Integer({ description: 'Feeds that were followed already' }),
    problems: Type.Array(OpmlProblem),
  },
  { $id: 'OpmlResult' },
);
export type OpmlResult = Static<typeof OpmlResult>;
