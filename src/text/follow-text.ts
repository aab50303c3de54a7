import type { FeedFailureCode, FeedState } from '../../core/api/feed.ts';
import { formatDay } from './format.ts';
import type { ProblemText } from './problems.ts';

/** Why a feed is not followed. `offline`: the server of this app was not reached; `server-error`: it failed itself. */
export type FollowProblem =
  | 'not-an-address'
  | 'no-feed'
  | 'no-episodes'
  | 'subscription-not-found'
  | 'not-opml'
  | 'too-large'
  | 'cross-site'
  | 'offline'
  | 'server-error'
  | `feed-${FeedFailureCode}`;

const LOOK_FOR_RSS = 'Look on the web page of the podcast for a link named RSS, and paste that.';

const FOLLOW_TEXTS: Record<FollowProblem, ProblemText> = {
  'not-an-address': {
    what: 'This is not the address of a podcast.',
    wayOut: 'Paste the address of its feed or of its web page, or search for its name.',
  },
  'no-feed': { what: 'No podcast was found at this address.', wayOut: LOOK_FOR_RSS },
  'no-episodes': {
    what: 'The feed at this address has nothing to play.',
    wayOut: 'It may be that of a blog. Look for the one of the podcast.',
  },
  'subscription-not-found': {
    what: 'This show is not followed any more.',
    wayOut: 'Search for it to follow it again.',
  },
  'not-opml': {
    what: 'This file holds no list of podcasts.',
    wayOut: 'Export the subscriptions of your other app as OPML, and choose that file.',
  },
  'too-large': {
    what: 'This file is too large for a list of podcasts.',
    wayOut: 'Export the subscriptions of your other app as OPML, and choose that file.',
  },
  'cross-site': {
    what: 'Your server took this for the request of another site.',
    wayOut: 'Open the app at the usual address of your server, and try again.',
  },
  offline: { what: 'Your server cannot be reached.', wayOut: 'Try again when the network is back.' },
  'server-error': {
    what: 'Your server could not do it.',
    wayOut: 'Try again in a moment. If it stays so, its log tells why.',
  },
  'feed-unreachable': {
    what: 'The server of this feed cannot be reached.',
    wayOut: 'Check the address, or try again later.',
  },
  'feed-too-slow': {
    what: 'The server of this feed took too long to answer.',
    wayOut: 'Try again in a moment.',
  },
  'feed-refused': {
    what: 'The server of this feed does not give it to yours.',
    wayOut: 'Its publisher may have another address for it. Look on the web page of the podcast.',
  },
  'feed-not-found': {
    what: 'There is no feed at this address.',
    wayOut: 'Check it for a slip, or search for the podcast by its name.',
  },
  'feed-gone': {
    what: 'This feed was taken down by its publisher.',
    wayOut: 'Search for the podcast by its name: it may have moved.',
  },
  'feed-needs-password': {
    what: 'This feed needs a name and a password.',
    wayOut: 'Put them before the address: https://name:password@… If they are there, check them.',
  },
  'feed-server-error': {
    what: 'The server of this feed has failed.',
    wayOut: 'Try again later.',
  },
  'feed-too-many-requests': {
    what: 'The server of this feed asks for a pause.',
    wayOut: 'Try again in some minutes.',
  },
  'feed-not-a-feed': { what: 'What is at this address is not a feed.', wayOut: LOOK_FOR_RSS },
  'feed-too-large': {
    what: 'This feed is too large for your server.',
    wayOut: 'Its publisher may have a shorter one. Look on the web page of the podcast.',
  },
  'feed-not-allowed': {
    what: 'Your server may not ask this address.',
    wayOut: 'Whoever runs it can allow addresses of your own network: CARRYON_ALLOW_PRIVATE.',
  },
};

export const isFollowProblem = (code: string): code is FollowProblem => Object.hasOwn(FOLLOW_TEXTS, code);

export const followText = (problem: FollowProblem): ProblemText => FOLLOW_TEXTS[problem];

/** Each goes on with the day since when it is so. */
const TROUBLES: Record<FeedFailureCode, string> = {
  unreachable: 'The feed has not answered since',
  'too-slow': 'The feed has been too slow to answer since',
  refused: 'The feed has not been given to your server since',
  'not-found': 'The feed has been missing from its address since',
  gone: 'The feed has been taken down by its publisher since',
  'needs-password': 'The feed has asked for a name and a password since',
  'server-error': 'The server of the feed has been failing since',
  'too-many-requests': 'The server of the feed has asked for a pause since',
  'not-a-feed': 'There has been something else in the place of the feed since',
  'too-large': 'The feed has been too large for your server since',
  'not-allowed': 'The feed has been at an address that your server may not ask since',
};

/** One sentence about a feed that is in trouble or was never read; null when all is well. */
export function feedTroubleText(
  { failingSince, failure, readAt }: FeedState,
  nowMs: number,
  locale?: string,
): string | null {
  if (failure === null) return readAt === null ? 'Your server has not read the feed yet.' : null;
  return `${TROUBLES[failure]} ${formatDay(failingSince ?? nowMs, nowMs, locale)}.`;
}
