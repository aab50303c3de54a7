import { createStore, del, get, set, type UseStore, values } from 'idb-keyval';
import type { Download } from '../../core/downloads/download.ts';
import { historyEntry } from '../../core/downloads/history.ts';
import { reduce, type DownloadEvent } from '../../core/downloads/reduce.ts';
import { bytesOfParts } from '../../core/parts/part-plan.ts';
import { listParts } from '../store/parts-store.ts';
import { announce } from './channel.ts';
import { appendHistory } from './history.ts';

/*
 * One record per download, in IndexedDB:
 *
 *   database carryon-journal, store downloads, key episodeId
 *   { revision: 1795219200000, download: { status: 'downloading', run: 1, episode: {…}, generation: {…}, … } }
 *
 * A page and the worker write it alike. A change is one reduction inside a lock of the episode's own.
 */
interface StoredEntry {
  readonly revision: number;
  readonly download: Download;
}

let database: UseStore | null = null;
const openDatabase = (): UseStore => (database ??= createStore('carryon-journal', 'downloads'));

export async function readDownload(episodeId: string): Promise<Download | null> {
  const stored = await get<StoredEntry>(episodeId, openDatabase());
  return stored?.download ?? null;
}

export async function readJournal(): Promise<Map<string, StoredEntry>> {
  const all = await values<StoredEntry>(openDatabase());
  return new Map(all.map((entry) => [entry.download.episode.id, entry]));
}

/** Applies an event and tells everybody; returns the download as it stands then, null when there is none. */
export function dispatch(episodeId: string, event: DownloadEvent): Promise<Download | null> {
  return navigator.locks.request(`carryon-journal/${episodeId}`, async () => {
    const stored = await get<StoredEntry>(episodeId, openDatabase());
    const before = stored?.download ?? null;
    const after = reduce(before, event);
    if (after === before) return after;
    const revision = Math.max((stored?.revision ?? 0) + 1, Date.now());
    if (after === null) await del(episodeId, openDatabase());
    else await set(episodeId, { revision, download: after } satisfies StoredEntry, openDatabase());
    announce({ type: 'journal-changed', entry: { episodeId, revision, download: after } });
    // A history that cannot be written holds no download up.
    await remember(before, event, after).catch(() => undefined);
    return after;
  });
}

async function remember(
  before: Download | null,
  event: DownloadEvent,
  after: Download | null,
): Promise<void> {
  const generation = after?.generation ?? null;
  const episodeId = after?.episode.id ?? '';
  const stored = generation === null ? [] : await listParts({ episodeId, etag: generation.etag });
  const bytesHere = generation === null ? 0 : bytesOfParts(generation, stored);
  const entry = historyEntry(before, event, after, { at: Date.now(), bytesHere });
  if (entry !== null) await appendHistory(entry);
}
