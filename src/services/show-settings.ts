import { createStore, entries, get, update, type UseStore } from 'idb-keyval';
import {
  changeShowSettings,
  DEFAULT_SHOW_SETTINGS,
  readShowSettings,
  type ShowSettings,
  type ShowSettingsChange,
} from '../../core/shows/show-settings.ts';
import { Listeners, type Observable } from './observable.ts';

/*
 * One row per show for which something was chosen, in IndexedDB:
 *
 *   database carryon-show-settings, store shows, key showId
 *   { autoDownload: 3, autoDownloadSince: 1795219200000, keep: 5, speed: 1.25, skipIntroSeconds: 30, skipOutroSeconds: 0 }
 *
 * A tab that has changed a row tells its id to the others, which read it again.
 */
const CHANNEL = 'carryon-show-settings';

/** What the listener chose for single shows, in whatever tab; in memory alone where IndexedDB is refused. */
export class SettingsPerShow implements Observable {
  readonly #listeners = new Listeners();
  readonly #channel = new BroadcastChannel(CHANNEL);
  #store: UseStore | null = null;
  #all: ReadonlyMap<string, ShowSettings> = new Map();

  readonly subscribe = this.#listeners.add;

  async open(): Promise<void> {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#readAgain(data).catch(() => undefined);
    });
    try {
      const store = createStore('carryon-show-settings', 'shows');
      const rows = await entries<string, unknown>(store);
      this.#all = new Map(rows.map(([showId, row]) => [showId, readShowSettings(row)]));
      this.#store = store;
    } catch {
      this.#store = null;
    }
    this.#listeners.notify();
  }

  /** By show id; a new map after each change. Shows for which nothing was chosen are not in it. */
  get all(): ReadonlyMap<string, ShowSettings> {
    return this.#all;
  }

  of(showId: string): ShowSettings {
    return this.#all.get(showId) ?? DEFAULT_SHOW_SETTINGS;
  }

  change(showId: string, change: ShowSettingsChange): void {
    const nowMs = Date.now();
    this.#put(showId, changeShowSettings(this.of(showId), change, nowMs));
    // A choice that cannot be written lasts as long as the page.
    this.#write(showId, change, nowMs).catch(() => undefined);
  }

  async #write(showId: string, change: ShowSettingsChange, nowMs: number): Promise<void> {
    if (this.#store === null) return;
    // Another tab may have changed something else of it in the meantime.
    await update<unknown>(
      showId,
      (stored) => changeShowSettings(readShowSettings(stored), change, nowMs),
      this.#store,
    );
    this.#channel.postMessage(showId);
  }

  async #readAgain(showId: string): Promise<void> {
    if (this.#store !== null) this.#put(showId, readShowSettings(await get<unknown>(showId, this.#store)));
  }

  #put(showId: string, settings: ShowSettings): void {
    this.#all = new Map(this.#all).set(showId, settings);
    this.#listeners.notify();
  }
}
