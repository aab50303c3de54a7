import type { Problem } from '../../core/api/problem.ts';

/** Every problem that the server answers with: its status and its title for people. */
const PROBLEMS = {
  'bad-request': [400, 'The request is not valid'],
  'bad-cursor': [400, 'The cursor is not one that this server gave'],
  'not-found': [404, 'There is nothing here'],
  'show-not-found': [404, 'There is no such show'],
  'episode-not-found': [404, 'There is no such episode'],
  'episode-gone': [410, 'The episode was removed from the library'],
  'media-not-found': [404, 'The file of the episode is not there'],
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
