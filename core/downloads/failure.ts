/**
 * Why a download does not go on, and what may be done about it:
 * - `backoff`: tried again by itself, after a growing delay
 * - `network`: tried again by itself when the network is back
 * - `probe`: asked again at once, because the file has another version now
 * - `whole`: asked for again at once, as one piece
 * - `person`: only somebody can help; stays failed until they retry
 */
export const FAILURE_REMEDIES = {
  offline: 'network',
  'network-error': 'backoff',
  'server-error': 'backoff',
  'too-many-requests': 'backoff',
  'wrong-length': 'backoff',
  'damaged-part': 'backoff',
  'version-changed': 'probe',
  'evicted-while-downloading': 'probe',
  evicted: 'person',
  'not-found': 'person',
  forbidden: 'person',
  'no-ranges': 'whole',
  'bad-manifest': 'person',
  'no-space': 'person',
  'over-budget': 'person',
  'storage-refused': 'person',
  unexpected: 'backoff',
} as const satisfies Record<string, 'backoff' | 'network' | 'probe' | 'whole' | 'person'>;

export type FailureCode = keyof typeof FAILURE_REMEDIES;

export interface Failure {
  readonly code: FailureCode;
  /** For `no-space` and `over-budget`: how many bytes are to be freed. */
  readonly missingBytes?: number;
  /** For `too-many-requests` and `server-error`: what the server asked for in `Retry-After`. */
  readonly retryAfterMs?: number;
}

/** An error that carries a `Failure` through code that throws. */
export class DownloadFailure extends Error {
  override readonly name = 'DownloadFailure';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}
