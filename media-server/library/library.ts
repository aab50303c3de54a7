import { Worker } from 'node:worker_threads';
import type { HashOutcome } from './hashing/hash-episode.ts';
import type { HashCommand, HashMessage, HashThreadOptions } from './hashing/hash-messages.ts';
import type { ScannerCommand, ScannerMessage, ScannerOptions } from './scan/scanner-messages.ts';

export interface LibraryLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

type Outcome = HashOutcome | 'failed';

const STOP_MS = 1_500;
const RESTART_MS = 2_000;
const SCANNER = new URL('./scan/scanner-thread.ts', import.meta.url);
const HASHER = new URL('./hashing/hash-thread.ts', import.meta.url);

/**
 * Keeps the catalogue in line with the library, in threads of their own: one that scans, one that hashes the library in the
 * background, and one that hashes at once what somebody waits for. A thread that fails is started again.
 */
export class Library {
  readonly #options: ScannerOptions;
  readonly #log: LibraryLog;
  readonly #waiting = new Map<string, PromiseWithResolvers<Outcome>>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  #scanner: Worker;
  #background: Worker;
  #urgent: Worker | null = null;
  #scanning = true;
  #files = 0;
  #closing = false;

  constructor(options: ScannerOptions, log: LibraryLog) {
    this.#options = options;
    this.#log = log;
    this.#scanner = this.#startScanner();
    this.#background = this.#startHasher('background');
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
      this.#urgent ??= this.#startHasher('urgent');
      this.#urgent.postMessage({ type: 'hash', episodeId } satisfies HashCommand);
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
    this.#closing = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    this.#failWaiting();
    const workers = [this.#scanner, this.#background, this.#urgent].filter((worker) => worker !== null);
    await Promise.all(workers.map(stop));
  }

  #startScanner(): Worker {
    const worker = this.#start(SCANNER, this.#options, () => {
      this.#scanning = false;
      this.#restartLater(() => (this.#scanner = this.#startScanner()));
    });
    worker.on('message', (message: ScannerMessage) => this.#onScannerMessage(message));
    return worker;
  }

  #startHasher(priority: HashThreadOptions['priority']): Worker {
    const { databaseFile, libraryFolder } = this.#options;
    const data: HashThreadOptions = { databaseFile, libraryFolder, priority };
    if (priority === 'background') {
      return this.#start(HASHER, data, () =>
        this.#restartLater(() => (this.#background = this.#startHasher('background'))),
      );
    }
    const worker = this.#start(HASHER, data, () => {
      this.#urgent = null;
      this.#failWaiting();
    });
    worker.on('message', ({ episodeId, outcome }: HashMessage) => {
      this.#waiting.get(episodeId)?.resolve(outcome);
      this.#waiting.delete(episodeId);
    });
    return worker;
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
        this.#background.postMessage({ type: 'drain' } satisfies HashCommand);
      }
    }
  }

  #start(entry: URL, workerData: object, onFailed: () => void): Worker {
    const worker = new Worker(entry, { workerData });
    worker.on('error', (error) => this.#log.error({ err: error, thread: entry.pathname }, 'a thread failed'));
    worker.on('exit', () => {
      if (!this.#closing) onFailed();
    });
    return worker;
  }

  #restartLater(restart: () => void): void {
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      restart();
    }, RESTART_MS);
    this.#restarts.add(timer);
  }

  #failWaiting(): void {
    for (const { resolve } of this.#waiting.values()) resolve('failed');
    this.#waiting.clear();
  }
}

async function stop(worker: Worker): Promise<void> {
  const exited = Promise.withResolvers<void>();
  worker.once('exit', () => exited.resolve());
  worker.postMessage({ type: 'stop' } satisfies ScannerCommand);
  // Also ends the wait for a thread that had stopped by itself.
  const timer = setTimeout(() => void worker.terminate().then(() => exited.resolve()), STOP_MS);
  await exited.promise;
  clearTimeout(timer);
}
