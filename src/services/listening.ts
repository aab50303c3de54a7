import { createStore, entries, get, set, type UseStore } from 'idb-keyval';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { Listeners, type Observable } from './observable.ts';
import { summaryOf } from './resources.ts';

/**
 * How far one episode was heard. Example row, in the database `carryon-listening`:
 * `episode:0199…` → `{episode: {…}, positionSeconds: 312.4, durationSeconds: 1500, played: false, updatedAt: 1766000000000}`;
 * `last` → the id of the episode in the player.
 */
export interface ListeningEntry {
  readonly episode: EpisodeSummary;
  readonly positionSeconds: number;
  readonly durationSeconds: number | null;
  readonly played: boolean;
  readonly updatedAt: number;
}

const EPISODE_PREFIX = 'episode:';
const LAST_KEY = 'last';
const BARELY_STARTED_SECONDS = 5;

/** True in the last 3 %, or the last 30 s of something that is not short itself. */
export function isFinished(positionSeconds: number, durationSeconds: number | null): boolean {
  if (durationSeconds === null || durationSeconds <= 0) return false;
  const left = durationSeconds - positionSeconds;
  return positionSeconds / durationSeconds >= 0.97 || left <= Math.min(30, durationSeconds / 10);
}

/** Where to go on: at the beginning when it was heard to the end. */
export const startPosition = (entry: ListeningEntry | undefined): number =>
  entry === undefined || isFinished(entry.positionSeconds, entry.durationSeconds) ? 0 : entry.positionSeconds;

/** How much was heard, from 0 to 1. */
export const heardFraction = ({ positionSeconds, durationSeconds }: ListeningEntry): number =>
  durationSeconds === null || durationSeconds <= 0 ? 0 : Math.min(1, positionSeconds / durationSeconds);

/** What was begun and not finished, the latest first. */
export const unfinished = (all: Iterable<ListeningEntry>): ListeningEntry[] =>
  [...all]
    .filter(
      ({ durationSeconds, played, positionSeconds }) =>
        positionSeconds > BARELY_STARTED_SECONDS && !played && !isFinished(positionSeconds, durationSeconds),
    )
    .toSorted((a, b) => b.updatedAt - a.updatedAt);

/** How far each episode was heard, kept in IndexedDB; in memory alone where that is refused. */
export class Listening implements Observable {
  readonly #listeners = new Listeners();
  #store: UseStore | null = null;
  #entries: ReadonlyMap<string, ListeningEntry> = new Map();
  #lastId: string | null = null;

  readonly subscribe = this.#listeners.add;

  async open(): Promise<void> {
    try {
      const store = createStore('carryon-listening', 'positions');
      const rows = await entries<string, ListeningEntry>(store);
      this.#lastId = (await get<string>(LAST_KEY, store)) ?? null;
      this.#entries = new Map(
        rows
          .filter(([key]) => key.startsWith(EPISODE_PREFIX))
          .map(([key, entry]) => [key.slice(EPISODE_PREFIX.length), entry]),
      );
      this.#store = store;
    } catch {
      this.#store = null;
    }
    this.#listeners.notify();
  }

  /** By episode id. */
  get entries(): ReadonlyMap<string, ListeningEntry> {
    return this.#entries;
  }

  /** What was in the player last. */
  get last(): ListeningEntry | undefined {
    return this.#lastId === null ? undefined : this.#entries.get(this.#lastId);
  }

  record(
    episode: EpisodeSummary,
    positionSeconds: number,
    durationSeconds: number | null,
    nowMs: number,
  ): void {
    const before = this.#entries.get(episode.id);
    const entry: ListeningEntry = {
      episode: summaryOf(episode),
      positionSeconds,
      durationSeconds: durationSeconds ?? before?.durationSeconds ?? episode.durationSeconds,
      played: isFinished(positionSeconds, durationSeconds),
      updatedAt: nowMs,
    };
    this.#entries = new Map(this.#entries).set(episode.id, entry);
    this.#lastId = episode.id;
    this.#write(`${EPISODE_PREFIX}${episode.id}`, entry);
    this.#write(LAST_KEY, episode.id);
    this.#listeners.notify();
  }

  #write(key: string, value: unknown): void {
    if (this.#store === null) return;
    // A position that cannot be written is still in memory, and is written again within seconds.
    set(key, value, this.#store).catch(() => undefined);
  }
}
