import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface ThreadLog {
  error(details: object, message: string): void;
}

export interface ThreadTiming {
  /** The wait before the first restart; it doubles with each, until the thread has lived for a minute. */
  readonly restartMs: number;
  /** How long a thread that has done everything is kept. */
  readonly idleMs: number;
}

export interface KeptThreadOptions<Message> {
  readonly entry: URL;
  readonly workerData: object;
  readonly onMessage: (message: Message) => void;
  /** Whether a message says that all of the `posted` commands are done; the thread is then ended later, for its memory. */
  readonly isIdle?: (message: Message, posted: number) => boolean;
  /** It has forgotten what it was told before. */
  readonly onRestarted?: () => void;
  /** After it stopped without being asked to; it is started again later. */
  readonly onFailed?: () => void;
  readonly timing: ThreadTiming;
}

const STOP_MS = 1_500;
const STEADY_MS = 60_000;
const MAX_RESTART_MS = 5 * 60_000;

/**
 * A worker thread that is started when there is something to do, and started again when it fails. Its entry closes its port
 * when it is told to stop.
 */
export class KeptThread<Command extends { readonly type: string }, Message> {
  readonly #options: KeptThreadOptions<Message>;
  readonly #log: ThreadLog;
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | null = null;
  #restartMs: number;
  #idle: NodeJS.Timeout | undefined;
  #posted = 0;

  constructor(options: KeptThreadOptions<Message>, log: ThreadLog) {
    this.#options = options;
    this.#log = log;
    this.#restartMs = options.timing.restartMs;
  }

  /** Does nothing when there is a thread already, or it failed and waits to be started again. */
  start(): void {
    if (this.#worker !== null || this.#restart !== null) return;
    const { entry, workerData, onMessage, isIdle, timing } = this.#options;
    const startedMs = Date.now();
    const worker = new Worker(entry, { workerData });
    let reason: unknown = null;
    worker.on('message', (message: Message) => {
      onMessage(message);
      if (this.#worker !== worker || !isIdle?.(message, this.#posted)) return;
      this.#idle = setTimeout(() => void this.stop(), timing.idleMs);
    });
    worker.on('error', (error) => (reason = error));
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#fail(reason ?? new Error(`It stopped with code ${code}.`), startedMs);
    });
    this.#worker = worker;
    this.#posted = 0;
  }

  /** @returns Whether there is a thread to do it; a thread that fails meanwhile forgets what it was told. */
  post(command: Command): boolean {
    clearTimeout(this.#idle);
    this.start();
    this.#posted++;
    this.#worker?.postMessage(command);
    return this.#worker !== null;
  }

  /** Tells the thread to stop when it has done what it was told, and ends it when it does not in time. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    const exited = Promise.withResolvers<void>();
    worker.once('exit', () => exited.resolve());
    worker.postMessage({ type: 'stop' });
    const timer = setTimeout(() => void worker.terminate(), STOP_MS);
    await exited.promise;
    clearTimeout(timer);
  }

  #fail(reason: unknown, startedMs: number): void {
    const { entry, onFailed, onRestarted, timing } = this.#options;
    if (Date.now() - startedMs >= STEADY_MS) this.#restartMs = timing.restartMs;
    const details = { err: reason, thread: basename(entry.pathname), restartInMs: this.#restartMs };
    this.#log.error(details, 'a thread failed');
    clearTimeout(this.#idle);
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.start();
      onRestarted?.();
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, MAX_RESTART_MS);
    onFailed?.();
  }
}
