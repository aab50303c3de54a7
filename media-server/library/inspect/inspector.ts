import { Worker } from 'node:worker_threads';
import type { InspectOutcome } from './inspect-file.ts';
import type { InspectRequest } from './inspect-thread.ts';

const TIMEOUT_MS = 60_000;
/** A thread with nothing to do is ended, for the memory it holds. */
const IDLE_MS = 30_000;
const MAX_HEAP_MB = 512;

/**
 * Inspects files one at a time in a thread of its own, so that a file that makes the parser loop or fill the memory costs
 * that thread, and nothing else: it is stopped, and the next file gets a new one.
 */
export class Inspector {
  readonly #timeoutMs: number;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  async inspect(absolutePath: string): Promise<InspectOutcome> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= startWorker());
    try {
      const outcome = await ask(worker, { path: absolutePath }, this.#timeoutMs);
      this.#idle = setTimeout(() => void this.close(), IDLE_MS);
      return outcome;
    } catch (error) {
      await this.close();
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 'problem', code: 'unreadable', detail: `Reading the file failed: ${reason}.` };
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

const startWorker = (): Worker =>
  new Worker(new URL('./inspect-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });

function ask(worker: Worker, request: InspectRequest, timeoutMs: number): Promise<InspectOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('it took too long'))), timeoutMs);
    const onMessage = (outcome: InspectOutcome) => settle(() => resolve(outcome));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('the reader stopped')));
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}
