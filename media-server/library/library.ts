import type { HashOutcome } from './hashing/hash-episode.ts';
import type { HashCommand, HashMessage, HashThreadOptions } from './hashing/hash-messages.ts';
import {
  KeptThread,
  type KeptThreadOptions,
  type ThreadLog,
  type ThreadTiming,
} from '../threads/kept-thread.ts';
import type { ScannerCommand, ScannerMessage, ScannerOptions } from './scan/scanner-messages.ts';

export interface LibraryLog extends ThreadLog {
  info(details: object, message: string): void;
}

/** The entries of the threads. */
export interface LibraryThreads {
  readonly scanner: URL;
  readonly hasher: URL;
}

type Outcome = HashOutcome | 'failed';
type Hasher = KeptThread<HashCommand, HashMessage>;

const TIMING: ThreadTiming = { restartMs: 2_000, idleMs: 20_000 };
const THREADS: LibraryThreads = {
  scanner: new URL('./scan/scanner-thread.ts', import.meta.url),
  hasher: new URL('./hashing/hash-thread.ts', import.meta.url),
};

/**
 * Keeps the catalogue in line with the library, in threads of their own: one that scans, one that hashes the library in the
 * background, and one that hashes at once what somebody waits for. A thread that fails is started again.
 */
export class Library {
  readonly #options: ScannerOptions;
  readonly #log: LibraryLog;
  readonly #threads: LibraryThreads;
  readonly #timing: ThreadTiming;
  readonly #waiting = new Map<string, PromiseWithResolvers<Outcome>>();
  readonly #scanner: KeptThread<ScannerCommand, ScannerMessage>;
  readonly #background: Hasher;
  readonly #urgent: Hasher;
  #scanning = true;
  #files = 0;

  constructor(
    options: ScannerOptions,
    log: LibraryLog,
    threads: LibraryThreads = THREADS,
    timing: ThreadTiming = TIMING,
  ) {
    this.#options = options;
    this.#log = log;
    this.#threads = threads;
    this.#timing = timing;
    this.#background = this.#hasher('background', {
      onMessage: () => undefined,
      onRestarted: () => this.#background.post({ type: 'drain' }),
    });
    this.#urgent = this.#hasher('urgent', {
      onMessage: (message) => this.#onHashed(message),
      onFailed: () => this.#failWaiting(),
    });
    this.#scanner = new KeptThread(
      {
        entry: threads.scanner,
        workerData: options,
        timing,
        onMessage: (message) => this.#onScannerMessage(message),
        onFailed: () => (this.#scanning = false),
      },
      log,
    );
    this.#scanner.start();
  }

  /** Whether a pass is running or due at once, and how many media files the last one found. */
  get status(): { readonly scanning: boolean; readonly files: number } {
    return { scanning: this.#scanning, files: this.#files };
  }

  /**
   * Hashes the file of an episode now, ahead of the background.
   * @returns `waiting` when it is not done after `timeoutMs`; it then goes on.
   */
  async hashNow(episodeId: string, timeoutMs: number): Promise<Outcome | 'waiting'> {
    let entry = this.#waiting.get(episodeId);
    if (!entry) {
      entry = Promise.withResolvers<Outcome>();
      this.#waiting.set(episodeId, entry);
      if (!this.#urgent.post({ type: 'hash', episodeId })) this.#failWaiting();
    }
    const timeout = Promise.withResolvers<'waiting'>();
    const timer = setTimeout(() => timeout.resolve('waiting'), timeoutMs);
    try {
      return await Promise.race([entry.promise, timeout.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.#failWaiting();
    await Promise.all([this.#scanner.stop(), this.#background.stop(), this.#urgent.stop()]);
  }

  #hasher(
    priority: HashThreadOptions['priority'],
    handlers: Pick<KeptThreadOptions<HashMessage>, 'onMessage' | 'onFailed' | 'onRestarted'>,
  ): Hasher {
    const { databaseFile, libraryFolder } = this.#options;
    const workerData: HashThreadOptions = { databaseFile, libraryFolder, priority };
    const isIdle = (message: HashMessage, posted: number): boolean =>
      message.type === 'idle' && message.commands === posted;
    return new KeptThread(
      { entry: this.#threads.hasher, workerData, timing: this.#timing, isIdle, ...handlers },
      this.#log,
    );
  }

  #onHashed(message: HashMessage): void {
    if (message.type !== 'done') return;
    // Not every file system tells of changes.
    if (message.outcome === 'changing') this.#scanner.post({ type: 'look' });
    this.#waiting.get(message.episodeId)?.resolve(message.outcome);
    this.#waiting.delete(message.episodeId);
  }

  #onScannerMessage(message: ScannerMessage): void {
    switch (message.type) {
      case 'pass-started':
        this.#scanning = true;
        return;
      case 'pass-failed':
        this.#scanning = false;
        this.#log.error({ reason: message.reason }, 'the library could not be scanned');
        return;
      case 'pass-finished': {
        const { files, inspected, durationMs } = message;
        this.#scanning = false;
        this.#files = files;
        if (inspected > 0) this.#log.info({ files, inspected, ms: durationMs }, 'library scanned');
        this.#background.post({ type: 'drain' });
      }
    }
  }

  #failWaiting(): void {
    for (const { resolve } of this.#waiting.values()) resolve('failed');
    this.#waiting.clear();
  }
}
