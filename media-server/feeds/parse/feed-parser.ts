import { Worker } from 'node:worker_threads';
import { FeedError } from './feed-error.ts';
import type { FeedContext } from './parse-feed.ts';
import type { ParseOutcome, ParseRequest } from './parse-thread.ts';
import type { ParsedFeed } from './parsed-feed.ts';

export interface FeedParserOptions {
  /** For one feed, from when a thread takes it. */
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
  readonly threads: number;
  /** A thread with nothing to do is ended after this, for the memory it holds. */
  readonly idleMs: number;
  readonly entry: URL;
}

const DEFAULTS: FeedParserOptions = {
  timeoutMs: 20_000,
  maxHeapMb: 1_024,
  threads: 2,
  idleMs: 30_000,
  entry: new URL('./parse-thread.ts', import.meta.url),
};

/** The generation where the strings and lists of a feed are made; the larger it is, the less often it is cleared up. */
const YOUNG_HEAP_MB = 64;

interface Job {
  readonly request: ParseRequest;
  readonly resolve: (feed: ParsedFeed) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Parses feeds in threads of their own, so that a feed that makes the parser loop, fill the memory or crash costs one
 * thread, and nothing else: it is stopped, and the next feed gets a new one. Feeds wait their turn.
 */
export class FeedParser {
  readonly #options: FeedParserOptions;
  readonly #waiting: Job[] = [];
  readonly #threads = new Set<ParseThread>();
  #isClosed = false;

  constructor(options: Partial<FeedParserOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /**
   * @throws FeedError `empty`, `not-a-feed`, `is-html`, `too-large`; `too-complex` when its thread had to be stopped. Any
   * other error says that the parser was closed.
   */
  parse(bytes: Uint8Array, context: FeedContext): Promise<ParsedFeed> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) reject(closedError());
      else {
        this.#waiting.push({ request: { bytes, context }, resolve, reject });
        this.#takeNext();
      }
    });
  }

  /** Ends the threads; what they were at, and what was waiting, is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(closedError());
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #takeNext(): void {
    if (this.#waiting.length === 0) return;
    const free = [...this.#threads].find(({ isBusy }) => !isBusy) ?? this.#startThread();
    const job = free === null ? undefined : this.#waiting.shift();
    if (job !== undefined) free?.run(job);
  }

  #startThread(): ParseThread | null {
    if (this.#threads.size >= this.#options.threads) return null;
    const thread = new ParseThread(this.#options, {
      onFree: () => this.#takeNext(),
      onEnded: () => {
        this.#threads.delete(thread);
        this.#takeNext();
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}

interface ThreadEvents {
  readonly onFree: () => void;
  /** After its last event: there is room for another. */
  readonly onEnded: () => void;
}

class ParseThread {
  readonly #options: FeedParserOptions;
  readonly #events: ThreadEvents;
  readonly #worker: Worker;
  #job: Job | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;

  constructor(options: FeedParserOptions, events: ThreadEvents) {
    this.#options = options;
    this.#events = events;
    const resourceLimits = {
      maxOldGenerationSizeMb: options.maxHeapMb,
      maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
    };
    this.#worker = new Worker(options.entry, { resourceLimits })
      .on('message', (outcome: ParseOutcome) => this.#finish(outcome))
      .on('error', (error: Error) => this.#fail(error.message))
      .on('exit', () => {
        this.#fail('its thread stopped');
        clearTimeout(this.#timer);
        events.onEnded();
      });
  }

  get isBusy(): boolean {
    return this.#job !== null || this.#isEnding;
  }

  run(job: Job): void {
    this.#job = job;
    const { timeoutMs } = this.#options;
    this.#endAfter(timeoutMs, () => this.#fail(`it took more than ${timeoutMs} ms`));
    const bytes = new Uint8Array(job.request.bytes);
    this.#worker.postMessage({ ...job.request, bytes } satisfies ParseRequest, [bytes.buffer]);
  }

  async close(): Promise<void> {
    this.#isEnding = true;
    clearTimeout(this.#timer);
    this.#settle((job) => job.reject(closedError()));
    await this.#worker.terminate();
  }

  #finish(outcome: ParseOutcome): void {
    this.#endAfter(this.#options.idleMs, () => undefined);
    this.#settle((job) => {
      if (outcome.status === 'parsed') job.resolve(outcome.feed);
      else job.reject(new FeedError(outcome.code, outcome.message));
    });
    this.#events.onFree();
  }

  /** What failed is not used again: it ends by itself, or is ended. */
  #fail(reason: string): void {
    this.#isEnding = true;
    this.#settle((job) => job.reject(new FeedError('too-complex', `The feed was given up: ${reason}.`)));
  }

  #endAfter(delayMs: number, beforeEnd: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isEnding = true;
      beforeEnd();
      void this.#worker.terminate();
    }, delayMs);
  }

  #settle(settle: (job: Job) => void): void {
    const job = this.#job;
    this.#job = null;
    if (job !== null) settle(job);
  }
}

const closedError = (): Error => new Error('The parser of feeds was closed.');
