import { KeptThread, type ThreadLog, type ThreadTiming } from '../threads/kept-thread.ts';
import type { FeedsCommand, FeedsMessage, FeedsThreadOptions, SubscribeOutcome } from './feeds-messages.ts';

export interface FeedsLog extends ThreadLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

type Outcome = SubscribeOutcome | 'refreshed' | 'error';
/** What is asked of the thread and answered. */
type Asked = Extract<FeedsCommand, { readonly requestId: number }>;
type Unnumbered<Command> = Command extends Asked ? Omit<Command, 'requestId'> : never;

export interface FeedsThread {
  readonly entry: URL;
  readonly timing: ThreadTiming;
}

const THREAD: FeedsThread = {
  entry: new URL('./feeds-thread.ts', import.meta.url),
  timing: { restartMs: 2_000, idleMs: Infinity },
};

/** Follows feeds, in a thread of its own: what they hold delays no answer of the server. */
export class Feeds {
  readonly #thread: KeptThread<FeedsCommand, FeedsMessage>;
  readonly #log: FeedsLog;
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>();
  #requests = 0;

  constructor(options: FeedsThreadOptions, log: FeedsLog, { entry, timing } = THREAD) {
    this.#log = log;
    this.#thread = new KeptThread(
      {
        entry,
        workerData: options,
        timing,
        onMessage: (message) => this.#onMessage(message),
        onFailed: () => this.#failWaiting(),
      },
      log,
    );
  }

  /** Follows what there is to follow. Who has no feeds has no thread: it is started by the first one. */
  start(): void {
    this.#thread.start();
  }

  /** Follows the feed at what a person pasted; its episodes are in the catalogue then. `error` when our side failed. */
  subscribe(listenerId: string, pasted: string): Promise<SubscribeOutcome | 'error'> {
    return this.#ask({ type: 'subscribe', listenerId, pasted }) as Promise<SubscribeOutcome | 'error'>;
  }

  /** Asks for a feed at once. */
  refresh(showId: string): Promise<'refreshed' | 'error'> {
    return this.#ask({ type: 'refresh', showId }) as Promise<'refreshed' | 'error'>;
  }

  /** Jobs were added to the queue. */
  look(): void {
    this.#thread.post({ type: 'look' });
  }

  async close(): Promise<void> {
    this.#failWaiting();
    await this.#thread.stop();
  }

  #ask(request: Unnumbered<Asked>): Promise<Outcome> {
    const requestId = ++this.#requests;
    const waiting = Promise.withResolvers<Outcome>();
    this.#waiting.set(requestId, waiting);
    if (!this.#thread.post({ ...request, requestId })) this.#failWaiting();
    return waiting.promise;
  }

  #onMessage(message: FeedsMessage): void {
    if (message.type === 'log') {
      this.#log[message.level](message.details, message.message);
      return;
    }
    this.#waiting.get(message.requestId)?.resolve(message.outcome);
    this.#waiting.delete(message.requestId);
  }

  #failWaiting(): void {
    for (const { resolve } of this.#waiting.values()) resolve('error');
    this.#waiting.clear();
  }
}
