import { createStore, entries, get, set, setMany, update, type UseStore } from 'idb-keyval';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { Listeners, type Observable } from './observable.ts';
import { summaryOf } from './resources.ts';

/** How far one episode was heard, or that it was marked as played. */
export interface ListeningEntry {
  /** Missing where nothing of it was heard. */
  readonly episode?: EpisodeSummary;
  readonly positionSeconds: number;
  readonly durationSeconds: number | null;
  readonly played: boolean;
  readonly updatedAt: number;
}

/**
 * Something of it was heard. Example row, in the database `carryon-listening`:
 * `episode:0199…` → `{episode: {…}, positionSeconds: 312.4, durationSeconds: 1500, played: false, updatedAt: 1766000000000}`;
 * `last` → the id of the episode in the player.
 */
export interface HeardEntry extends ListeningEntry {
  readonly episode: EpisodeSummary;
}

/**
 * When each episode of a show was marked as played that was never heard: one row for a show, since a start reads thousands of rows
 * fifty times slower. Example row: `marked:0198…` → `Map {'0199…' → 1766000000000}`
 */
type Marks = ReadonlyMap<string, number>;

const EPISODE_PREFIX = 'episode:';
const MARKED_PREFIX = 'marked:';
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

const wasHeard = (entry: ListeningEntry): entry is HeardEntry => entry.episode !== undefined;

/** Whether it was begun and not finished. */
export const isUnfinished = (entry: ListeningEntry): entry is HeardEntry =>
  wasHeard(entry) &&
  entry.positionSeconds > BARELY_STARTED_SECONDS &&
  !entry.played &&
  !isFinished(entry.positionSeconds, entry.durationSeconds);

/** What was begun and not finished, the latest first. */
export const unfinished = (all: Iterable<ListeningEntry>): HeardEntry[] =>
  [...all].filter(isUnfinished).toSorted((a, b) => b.updatedAt - a.updatedAt);

const entryOfMark = (markedAt: number): ListeningEntry => ({
  positionSeconds: 0,
  durationSeconds: null,
  played: true,
  updatedAt: markedAt,
});

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
      const rows = await entries<string, unknown>(store);
      this.#lastId = (await get<string>(LAST_KEY, store)) ?? null;
      this.#entries = new Map([...markedEntries(rows), ...heardEntries(rows)]);
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
  get last(): HeardEntry | undefined {
    const entry = this.#lastId === null ? undefined : this.#entries.get(this.#lastId);
    return entry !== undefined && wasHeard(entry) ? entry : undefined;
  }

  record(
    episode: EpisodeSummary,
    positionSeconds: number,
    durationSeconds: number | null,
    nowMs: number,
  ): void {
    const before = this.#entries.get(episode.id);
    const entry: HeardEntry = {
      episode: summaryOf(episode),
      positionSeconds,
      durationSeconds: durationSeconds ?? before?.durationSeconds ?? episode.durationSeconds,
      played: isFinished(positionSeconds, durationSeconds),
      updatedAt: nowMs,
    };
    this.#entries = new Map(this.#entries).set(episode.id, entry);
    this.#lastId = episode.id;
    this.#write((store) => set(`${EPISODE_PREFIX}${episode.id}`, entry, store));
    this.#write((store) => set(LAST_KEY, episode.id, store));
    this.#listeners.notify();
  }

  /**
   * Marks episodes as played, or not: each begins anew then. Those that are already are left alone.
   * @returns what takes it back, for those that nothing was heard of since
   */
  setPlayed(episodes: readonly EpisodeSummary[], played: boolean, nowMs: number): () => void {
    const before = new Map<EpisodeSummary, ListeningEntry | undefined>();
    const after = new Map<EpisodeSummary, ListeningEntry | undefined>();
    for (const episode of episodes) {
      const entry = this.#entries.get(episode.id);
      if ((entry?.played ?? false) === played) continue;
      before.set(episode, entry);
      after.set(episode, markedEntry(entry, played, nowMs));
    }
    this.#put(after);
    return () => {
      const untouched = [...before].filter(
        ([episode]) => this.#entries.get(episode.id) === after.get(episode),
      );
      this.#put(new Map(untouched));
    };
  }

  /** Puts these in the place of what there is of each episode; undefined for nothing. */
  #put(changes: ReadonlyMap<EpisodeSummary, ListeningEntry | undefined>): void {
    if (changes.size === 0) return;
    const next = new Map(this.#entries);
    for (const [{ id }, entry] of changes) {
      if (entry === undefined) next.delete(id);
      else next.set(id, entry);
    }
    this.#entries = next;
    const heard = [...changes.values()].filter((entry) => entry !== undefined && wasHeard(entry));
    this.#write((store) =>
      setMany(
        heard.map((entry) => [`${EPISODE_PREFIX}${entry.episode.id}`, entry]),
        store,
      ),
    );
    const changed = [...changes.keys()];
    for (const showId of new Set(changed.map((episode) => episode.showId))) {
      const ids = changed.filter((episode) => episode.showId === showId).map(({ id }) => id);
      this.#write((store) =>
        update<Marks>(`${MARKED_PREFIX}${showId}`, (marks) => changedMarks(marks, ids, next), store),
      );
    }
    this.#listeners.notify();
  }

  #write(write: (store: UseStore) => Promise<void>): void {
    if (this.#store === null) return;
    // What cannot be written is still in memory; a position is written again within seconds.
    write(this.#store).catch(() => undefined);
  }
}

function markedEntry(
  before: ListeningEntry | undefined,
  played: boolean,
  nowMs: number,
): ListeningEntry | undefined {
  if (before !== undefined && wasHeard(before))
    return { ...before, positionSeconds: 0, played, updatedAt: nowMs };
  return played ? entryOfMark(nowMs) : undefined;
}

function changedMarks(
  marks: Marks | undefined,
  episodeIds: readonly string[],
  entries: ReadonlyMap<string, ListeningEntry>,
): Marks {
  const next = new Map(marks);
  for (const id of episodeIds) {
    const entry = entries.get(id);
    if (entry === undefined || wasHeard(entry)) next.delete(id);
    else next.set(id, entry.updatedAt);
  }
  return next;
}

const heardEntries = (rows: readonly [string, unknown][]): [string, HeardEntry][] =>
  rows
    .filter(([key]) => key.startsWith(EPISODE_PREFIX))
    .map(([key, entry]) => [key.slice(EPISODE_PREFIX.length), entry as HeardEntry]);

const markedEntries = (rows: readonly [string, unknown][]): [string, ListeningEntry][] =>
  rows
    .filter(([key]) => key.startsWith(MARKED_PREFIX))
    .flatMap(([, marks]) => [...(marks as Marks)])
    .map(([id, markedAt]) => [id, entryOfMark(markedAt)]);
