import { OutboundError } from './outbound-error.ts';

/** Timers overflow above it. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Ends work when its time is up or when `parent` is aborted; the reason of its signal is always an `OutboundError`. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param ms No limit when undefined. */
  constructor(parent: AbortSignal | undefined, ms: number | undefined, expired: () => OutboundError) {
    this.#parent = parent;
    if (parent?.aborted) this.#onParentAborted();
    parent?.addEventListener('abort', this.#onParentAborted);
    if (ms === undefined) return;
    this.#timer = setTimeout(() => this.#controller.abort(expired()), Math.min(ms, MAX_TIMER_MS));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Leaves nothing behind. The signal does not fire any more. */
  release(): void {
    clearTimeout(this.#timer);
    this.#parent?.removeEventListener('abort', this.#onParentAborted);
  }

  readonly #onParentAborted = (): void => {
    const reason: unknown = this.#parent?.reason;
    this.#controller.abort(
      reason instanceof OutboundError
        ? reason
        : new OutboundError('aborted', 'The request was ended.', { cause: reason }),
    );
  };
}

/** Settles as `promise` does, or rejects with the reason of `signal` when that is first. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
