import { createStore, delMany, entries, keys, set, type UseStore } from 'idb-keyval';
import type { HistoryEntry } from '../../core/downloads/history.ts';

/*
 * What happened to the downloads, the latest some hundred steps, in IndexedDB:
 *
 *   database carryon-history, store steps, key [at, number drawn at random]
 *   { at: 1795219200000, episodeId: '0199…', title: '…', event: 'stopped', status: 'waiting', code: 'network-error', … }
 */
const MAX_ENTRIES = 600;

let database: UseStore | null = null;
const openDatabase = (): UseStore => (database ??= createStore('carryon-history', 'steps'));

export async function appendHistory(entry: HistoryEntry): Promise<void> {
  await set([entry.at, Math.random()], entry, openDatabase());
  const all = await keys<[number, number]>(openDatabase());
  if (all.length > MAX_ENTRIES) await delMany(all.slice(0, all.length - MAX_ENTRIES), openDatabase());
}

/** The latest first. */
export async function readHistory(): Promise<HistoryEntry[]> {
  const all = await entries<[number, number], HistoryEntry>(openDatabase());
  return all.map(([, entry]) => entry).toReversed();
}
