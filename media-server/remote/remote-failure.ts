import { ProblemError } from '../http/problem.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import type { OutboundResponse } from '../outbound/outbound-types.ts';

const RETRY_SECONDS = 15;
const later = (seconds: string | number): Record<string, string> => ({ 'Retry-After': String(seconds) });

/** It is to be asked for again soon. */
export const unreachable = (): ProblemError =>
  new ProblemError('media-unreachable', undefined, later(RETRY_SECONDS));

/** What it means for a listener that the publisher could not be asked; other errors as they are. */
export const problemOfError = (error: unknown): unknown =>
  error instanceof OutboundError
    ? error.isPassing
      ? unreachable()
      : new ProblemError('media-refused', error.code)
    : error;

/** What it means that the publisher answered so. */
export function problemOfStatus(response: OutboundResponse): ProblemError {
  const { status } = response;
  if (status === 404 || status === 410) return new ProblemError('media-not-found');
  if (status === 429 || status >= 500) {
    const retryAfter = response.header('retry-after');
    const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? retryAfter : RETRY_SECONDS;
    return new ProblemError('media-unreachable', undefined, later(seconds));
  }
  return new ProblemError('media-refused', `The publisher answered with ${status}.`);
}
