import { createStore, entries, setMany, update, type UseStore } from 'idb-keyval';
import type { BackupMark, BackupProgress } from './backup-file.ts';
import type { HeardEntry } from './listening.ts';

/** Everything that was heard or marked, as `listening.ts` keeps it in its database. */
export interface ListeningRows {
  readonly heard: readonly BackupProgress[];
  readonly marks: readonly BackupMark[];
}

type Marks = ReadonlyMap<string, number>;

const EPISODE_PREFIX = 'episode:';
const MARKED_PREFIX = 'marked:';

/** What two devices know together: of each episode what was last, and nothing is lost. What is in `before` already is left out. */
export function newRows(before: ListeningRows, after: ListeningRows): ListeningRows {
  const heard = new Map(before.heard.map((entry) => [entry.episode.id, entry]));
  const marks = new Map(before.marks.map((mark) => [mark.episodeId, mark]));
  const changed = new Set<string>();
  for (const entry of after.heard) {
    const { id } = entry.episode;
    const own = heard.get(id);
    if (own !== undefined && own.updatedAt >= entry.updatedAt) continue;
    heard.set(id, entry);
    changed.add(id);
  }
  for (const mark of after.marks) {
    const own = marks.get(mark.episodeId);
    if (own === undefined || own.markedAt < mark.markedAt) marks.set(mark.episodeId, mark);
  }
  // Who heard something of it and marked it later begins anew.
  for (const { episodeId, markedAt } of marks.values()) {
    const entry = heard.get(episodeId);
    if (entry === undefined || entry.updatedAt >= markedAt) continue;
    heard.set(episodeId, { ...entry, positionSeconds: 0, played: true, updatedAt: markedAt });
    changed.add(episodeId);
  }
  const known = new Map(before.marks.map(({ episodeId, markedAt }) => [episodeId, markedAt]));
  return {
    heard: [...heard.values()].filter(({ episode }) => changed.has(episode.id)),
    marks: [...marks.values()].filter(
      ({ episodeId, markedAt }) => !heard.has(episodeId) && known.get(episodeId) !== markedAt,
    ),
  };
}

export async function readListeningRows(): Promise<ListeningRows> {
  const rows = await entries<string, unknown>(openStore());
  return {
    heard: rows.filter(([key]) => key.startsWith(EPISODE_PREFIX)).map(([, entry]) => entry as HeardEntry),
    marks: rows
      .filter(([key]) => key.startsWith(MARKED_PREFIX))
      .flatMap(([key, marks]) =>
        [...(marks as Marks)].map(([episodeId, markedAt]) => ({
          episodeId,
          showId: key.slice(MARKED_PREFIX.length),
          markedAt,
        })),
      ),
  };
}

/** Puts rows in the place of those that there are for the same episodes. */
export async function writeListeningRows({ heard, marks }: ListeningRows): Promise<void> {
  const store = openStore();
  await setMany(
    heard.map((entry) => [`${EPISODE_PREFIX}${entry.episode.id}`, entry]),
    store,
  );
  for (const showId of new Set(marks.map((mark) => mark.showId))) {
    const added = marks
      .filter((mark) => mark.showId === showId)
      .map(({ episodeId, markedAt }) => [episodeId, markedAt] as const);
    await update<Marks>(
      `${MARKED_PREFIX}${showId}`,
      (before) => new Map([...(before ?? []), ...added]),
      store,
    );
  }
}

let opened: UseStore | null = null;
const openStore = (): UseStore => (opened ??= createStore('carryon-listening', 'positions'));
