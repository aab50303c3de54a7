import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface ThreadLog {
  error(details: object, message: string): void;
}

export interface KeptThreadOptions<Message> {
  readonly entry: URL;
  readonly workerData: object;
  readonly onMessage: (message: Message) => void;
  /** It has forgotten what it was told before. */
  readonly onRestarted?: () => void;
  /** After it stopped without being asked to; it is started again later. */
  readonly onFailed?: () => void;
  /** The wait before the first restart; it doubles with each, until the thread has lived for a minute. */
  readonly restartMs: number;
}

const STOP_MS = 1_500;
const STEADY_MS = 60_000;
const MAX_RESTART_MS = 5 * 60_000;

/** A worker thread that is started again when it fails. Its entry closes its port when it is told to stop. */
export class KeptThread<Command extends { readonly type: string }, Message> {
  readonly #options: KeptThreadOptions<Message>;
  readonly #log: ThreadLog;
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | undefined;
  #restartMs: number;
  #closing = false;

  constructor(options: KeptThreadOptions<Message>, log: ThreadLog) {
    this.#options = options;
    this.#log = log;
    this.#restartMs = options.restartMs;
    this.#start();
  }

  /** @returns Whether there is a thread to do it; a thread that fails meanwhile forgets what it was told. */
  post(command: Command): boolean {
    this.#worker?.postMessage(command);
    return this.#worker !== null;
  }

  /** Tells the thread to stop, and ends it when it does not in time. */
  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === null) return;
    const exited = Promise.withResolvers<void>();
    worker.once('exit', () => exited.resolve());
    worker.postMessage({ type: 'stop' });
    const timer = setTimeout(() => void worker.terminate(), STOP_MS);
    await exited.promise;
    clearTimeout(timer);
  }

  #start(): void {
    const { entry, workerData, onMessage } = this.#options;
    const startedMs = Date.now();
    const worker = new Worker(entry, { workerData });
    let reason: unknown = null;
    worker.on('message', onMessage);
    worker.on('error', (error) => (reason = error));
    worker.on('exit', (code) => {
      this.#worker = null;
      if (!this.#closing) this.#fail(reason ?? new Error(`It stopped with code ${code}.`), startedMs);
    });
    this.#worker = worker;
  }

  #fail(reason: unknown, startedMs: number): void {
    const { entry, onFailed, onRestarted, restartMs } = this.#options;
    if (Date.now() - startedMs >= STEADY_MS) this.#restartMs = restartMs;
    const details = { err: reason, thread: basename(entry.pathname), restartInMs: this.#restartMs };
    this.#log.error(details, 'a thread failed');
    this.#restart = setTimeout(() => {
      this.#start();
      onRestarted?.();
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, MAX_RESTART_MS);
    onFailed?.();
  }
}
