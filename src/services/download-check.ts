import type { CheckProgress, CheckReport } from '../../engine/check-stores.ts';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { Listeners, type Observable } from './observable.ts';

export type CheckState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly progress: CheckProgress | null }
  | { readonly status: 'done'; readonly report: CheckReport }
  | { readonly status: 'failed' };

/** The check of everything that is stored; it goes on while the listener looks at another page. */
export class DownloadCheck implements Observable {
  readonly #downloads: Pick<DownloadsPort, 'checkAll'>;
  readonly #listeners = new Listeners();
  #abort: AbortController | null = null;
  #state: CheckState = { status: 'idle' };

  readonly subscribe = this.#listeners.add;

  constructor(downloads: Pick<DownloadsPort, 'checkAll'>) {
    this.#downloads = downloads;
  }

  get state(): CheckState {
    return this.#state;
  }

  async start(): Promise<void> {
    if (this.#abort !== null) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ status: 'running', progress: null });
    try {
      const report = await this.#downloads.checkAll(
        (progress) => this.#set({ status: 'running', progress }),
        abort.signal,
      );
      this.#set({ status: 'done', report });
    } catch {
      this.#set(abort.signal.aborted ? { status: 'idle' } : { status: 'failed' });
    } finally {
      this.#abort = null;
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  #set(state: CheckState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}
