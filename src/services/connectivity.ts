import { Listeners, type Observable } from './observable.ts';

const PROBE_TIMEOUT_MS = 6_000;
const REPEAT_MS = 15_000;

/** Whether the server can be reached. A network without the server behind it counts as offline. */
export class Connectivity implements Observable {
  readonly #listeners = new Listeners();
  #online = navigator.onLine;
  #repeat: ReturnType<typeof setTimeout> | undefined;
  #probing = false;

  readonly subscribe = this.#listeners.add;

  get online(): boolean {
    return this.#online;
  }

  start(): void {
    addEventListener('offline', () => this.#set(false));
    addEventListener('online', () => void this.probe());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.probe();
    });
    void this.probe();
  }

  /** A request failed or came through: a failure is looked into, because one answer alone says little. */
  report(reached: boolean): void {
    if (!reached && this.#online) void this.probe();
  }

  async probe(): Promise<void> {
    if (this.#probing) return;
    this.#probing = true;
    try {
      await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
      this.#set(true);
    } catch {
      this.#set(false);
    } finally {
      this.#probing = false;
    }
  }

  #set(online: boolean): void {
    clearTimeout(this.#repeat);
    if (!online) {
      this.#repeat = setTimeout(() => {
        if (document.visibilityState === 'visible') void this.probe();
      }, REPEAT_MS);
    }
    if (online === this.#online) return;
    this.#online = online;
    this.#listeners.notify();
  }
}
