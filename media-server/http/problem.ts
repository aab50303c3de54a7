import type { Problem } from '../../core/api/problem.ts';

/** Every problem that the server answers with: its status and its title for people. */
const PROBLEMS = {
  'bad-request': [400, 'The request is not valid'],
  'bad-cursor': [400, 'The cursor is not one that this server gave'],
  'not-an-address': [422, 'This is no address'],
  'no-feed': [422, 'No feed was found there'],
  'no-episodes': [422, 'The feed that was found there has no episodes'],
  'not-opml': [422, 'The file holds no list of feeds'],
  'feed-unreachable': [502, 'The server of the feed cannot be reached'],
  'feed-too-slow': [502, 'The server of the feed took too long'],
  'feed-refused': [502, 'The server of the feed refuses it'],
  'feed-not-found': [502, 'The feed is not there'],
  'feed-gone': [502, 'The feed was taken down'],
  'feed-needs-password': [422, 'The feed needs a name and a password'],
  'feed-server-error': [502, 'The server of the feed failed'],
  'feed-too-many-requests': [502, 'The server of the feed wants to be left alone for a while'],
  'feed-not-a-feed': [422, 'What is there is no feed'],
  'feed-too-large': [422, 'The feed is too large'],
  'feed-not-allowed': [422, 'The address is none that may be asked'],
  'cross-site': [403, 'A page of another site may not do this'],
  'not-found': [404, 'There is nothing here'],
  'show-not-found': [404, 'There is no such show'],
  'feed-not-followed': [410, 'Nobody follows the feed any more'],
  'subscription-not-found': [404, 'There is no such subscription'],
  'episode-not-found': [404, 'There is no such episode'],
  'episode-gone': [410, 'The episode was removed from the library'],
  'media-not-found': [404, 'The file of the episode is not there'],
  'media-refused': [502, 'The publisher sends no file for this episode'],
  'media-unreachable': [503, 'The publisher cannot be reached; try again soon'],
  'document-unreachable': [503, 'The publisher of it cannot be reached; try again soon'],
  fetching: [503, 'The file is being fetched from the publisher; try again soon'],
  'chapters-not-found': [404, 'The episode has no chapters'],
  'transcript-not-found': [404, 'The episode has no such transcript'],
  'artwork-not-found': [404, 'There is no such picture'],
  'method-not-allowed': [405, 'The method is not allowed here'],
  'not-acceptable': [406, 'The answer exists in no type that the request accepts'],
  'precondition-failed': [412, 'A precondition of the request does not hold'],
  'too-large': [413, 'The body of the request is too large'],
  'uri-too-long': [414, 'The address is too long'],
  'unsupported-media-type': [415, 'The body of the request has a type that is not read here'],
  'headers-too-large': [431, 'The headers of the request are too long'],
  changing: [503, 'The file is being written; try again soon'],
  hashing: [503, 'The file is still being read; try again soon'],
  unavailable: [503, 'The server is stopping or too busy; try again soon'],
  internal: [500, 'The server failed'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** @see RFC 9457 §3 */
export function problemOf(code: ProblemCode, detail?: string): Problem {
  const [status, title] = PROBLEMS[code];
  return { type: `/problems/${code}`, title, status, code, ...(detail === undefined ? {} : { detail }) };
}

/** Thrown by a handler to be answered as a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail?: string, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.problem = problemOf(code, detail);
    this.headers = headers;
  }
}

/** The code for an error of the framework, by its status. */
export function problemCodeOfStatus(status: number): ProblemCode {
  switch (status) {
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 406:
      return 'not-acceptable';
    case 413:
      return 'too-large';
    case 414:
      return 'uri-too-long';
    case 415:
      return 'unsupported-media-type';
    case 503:
      return 'unavailable';
    default:
      return status >= 400 && status < 500 ? 'bad-request' : 'internal';
  }
}
