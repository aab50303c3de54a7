const ASK_AGAIN_MS = 5 * 60_000;
const MAX_WAIT_MS = 60 * 60_000;

/** Why a document of a publisher is not here, and from when on it may be asked for again. */
export class DocumentFailure extends Error {
  override readonly name = 'DocumentFailure';
  /** Whether it may be there later. */
  readonly isPassing: boolean;
  readonly askAgainAtMs: number;

  /** @param retryAfterMs What the publisher asked for; null when it did not. */
  constructor(isPassing: boolean, nowMs: number, retryAfterMs: number | null = null, options?: ErrorOptions) {
    super(isPassing ? 'The document cannot be had now.' : 'There is no such document.', options);
    this.isPassing = isPassing;
    this.askAgainAtMs = nowMs + Math.min(MAX_WAIT_MS, Math.max(ASK_AGAIN_MS, retryAfterMs ?? 0));
  }
}
