import type { FeedFailureCode } from '../../../core/api/feed.ts';
import { OutboundError } from '../../outbound/outbound-error.ts';
import { FeedError } from '../parse/feed-error.ts';

/** A feed that could not be read, for a reason that a person can be told. */
export class FeedFailure extends Error {
  override readonly name = 'FeedFailure';
  readonly code: FeedFailureCode;
  /** What the other side asks to wait, in milliseconds; null when it does not. */
  readonly retryAfterMs: number | null;

  constructor(code: FeedFailureCode, options: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(code, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** @throws The error itself when it is none that a feed or the way to it is the cause of. */
export function failureOf(error: unknown): FeedFailure {
  if (error instanceof FeedFailure) return error;
  if (error instanceof OutboundError) return new FeedFailure(codeOfOutbound(error), { cause: error });
  if (error instanceof FeedError) return new FeedFailure(codeOfParse(error), { cause: error });
  throw error;
}

export function codeOfStatus(status: number): FeedFailureCode {
  if (status === 401) return 'needs-password';
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 429) return 'too-many-requests';
  return status >= 500 ? 'server-error' : 'refused';
}

function codeOfOutbound({ code }: OutboundError): FeedFailureCode {
  switch (code) {
    case 'bad-url':
    case 'scheme-not-allowed':
    case 'port-not-allowed':
    case 'private-address':
    case 'bad-header':
      return 'not-allowed';
    case 'too-large':
      return 'too-large';
    case 'headers-timeout':
    case 'idle-timeout':
    case 'total-timeout':
      return 'too-slow';
    case 'bad-redirect':
    case 'too-many-redirects':
    case 'bad-encoding':
    case 'bad-response':
      return 'server-error';
    case 'dns-failed':
    case 'connect-failed':
    case 'tls-failed':
    case 'connection-lost':
    case 'aborted':
      return 'unreachable';
  }
}

function codeOfParse({ code }: FeedError): FeedFailureCode {
  switch (code) {
    case 'too-large':
    case 'too-complex':
      return 'too-large';
    case 'empty':
    case 'not-a-feed':
    case 'is-html':
      return 'not-a-feed';
  }
}
