import type { Download } from '../core/downloads/download.ts';
import { dispatch } from './journal/journal.ts';
import { collectExtras } from './store/extras-store.ts';
import { discardStore, listStores } from './store/parts-store.ts';
import { isWhole } from './verify.ts';

/**
 * Brings what the browser holds in line with the journal, before anything runs: stores of downloads or generations that
 * the journal does not know are deleted, and so are extras that no download lists.
 */
export async function reconcile(downloads: ReadonlyMap<string, Download>): Promise<void> {
  for (const store of await listStores()) {
    const { generation, playable } = downloads.get(store.episodeId) ?? {};
    const isWanted = generation === null || generation?.etag === store.etag || playable?.etag === store.etag;
    if (!isWanted) await discardStore(store);
  }
  await collectExtras(new Set([...downloads.values()].flatMap(({ extras }) => extras)));
}

/** Looks whether what is complete is still here, one download after the other: the browser may have made room for others. */
export async function noticeEvictions(downloads: readonly Download[]): Promise<void> {
  for (const { episode, status, generation } of downloads) {
    if (status !== 'complete' || (await isWhole(episode.id, generation))) continue;
    await dispatch(episode.id, { type: 'parts-missing', at: Date.now() });
  }
}
