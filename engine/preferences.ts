import { createStore, get, set, type UseStore } from 'idb-keyval';
import { DEFAULT_PREFERENCES, type DownloadPreferences } from '../core/downloads/preferences.ts';
import { announce, listen } from './journal/channel.ts';

/*
 * In IndexedDB, where the worker can read it too:
 *
 *   database carryon-preferences, store preferences, key downloads
 *   { unmeteredOnly: true, concurrent: 4, budgetBytes: null, removePlayedAfterMs: null }
 */
const KEY = 'downloads';

let database: UseStore | null = null;
const openDatabase = (): UseStore => (database ??= createStore('carryon-preferences', 'preferences'));

/** The preferences in memory, kept in step with what any context writes. */
export class Preferences {
  /** Resolves when they were read. */
  readonly loaded: Promise<void>;
  /** Follows them no longer. */
  readonly close: () => void;
  #current = DEFAULT_PREFERENCES;
  readonly #subscribers = new Set<() => void>();

  constructor() {
    this.close = listen((message) => {
      if (message.type === 'preferences-changed') this.#take(message.preferences);
    });
    this.loaded = get<Partial<DownloadPreferences>>(KEY, openDatabase()).then((stored) =>
      this.#take({ ...DEFAULT_PREFERENCES, ...stored }),
    );
  }

  get current(): DownloadPreferences {
    return this.#current;
  }

  subscribe(onChange: () => void): () => void {
    this.#subscribers.add(onChange);
    return () => this.#subscribers.delete(onChange);
  }

  async change(change: Partial<DownloadPreferences>): Promise<void> {
    const preferences = { ...this.#current, ...change };
    await set(KEY, preferences, openDatabase());
    announce({ type: 'preferences-changed', preferences });
  }

  #take(preferences: DownloadPreferences): void {
    this.#current = preferences;
    this.#subscribers.forEach((onChange) => onChange());
  }
}
