/** Why nothing came from outside, and whether it may come later. */
const CODES = {
  /** What is asked for is not allowed, now or later. */
  'bad-url': 'final',
  'scheme-not-allowed': 'final',
  'port-not-allowed': 'final',
  'private-address': 'final',
  'bad-redirect': 'final',
  'too-many-redirects': 'final',
  'too-large': 'final',
  'bad-encoding': 'final',
  'bad-header': 'final',
  /** The other side, or the way to it, failed. */
  'dns-failed': 'passing',
  'connect-failed': 'passing',
  'tls-failed': 'passing',
  'connection-lost': 'passing',
  'headers-timeout': 'passing',
  'idle-timeout': 'passing',
  'total-timeout': 'passing',
  'bad-response': 'passing',
  /** The caller ended it. */
  aborted: 'passing',
} as const satisfies Record<string, 'final' | 'passing'>;

export type OutboundErrorCode = keyof typeof CODES;

/** Thrown for every request to the outside that brings no answer. Its message names hosts, never credentials. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get isPassing(): boolean {
    return CODES[this.code] === 'passing';
  }
}
