import { clear, createStore } from 'idb-keyval';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Manifest } from '../core/api/manifest.ts';
import type { Download } from '../core/downloads/download.ts';
import { dispatch, readDownload } from './journal/journal.ts';
import { noticeEvictions, reconcile } from './reconcile.ts';
import { generationOf, listStores, storePart, writeManifest } from './store/parts-store.ts';

const bytes = new Uint8Array([1, 2, 3, 4]);
const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const manifest: Manifest = {
  bytes: 4,
  type: 'audio/wav',
  etag: '"v1"',
  lastModifiedAt: null,
  partBytes: 4 * 1024 * 1024,
  parts: [
    { start: 0, end: 4, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') },
  ],
};

async function completeDownload(id: string): Promise<Download> {
  await writeManifest(id, manifest);
  await storePart(id, manifest, 0, bytes.slice().buffer);
  const episode = {
    id,
    showId: 's',
    showTitle: 'Show',
    title: 'Episode',
    publishedAt: 0,
    durationSeconds: null,
    kind: 'audio',
    season: null,
    episode: null,
    episodeType: 'full',
    media: { url: `/media/${id}`, type: 'audio/wav', bytes: 4, etag: '"v1"' },
    artworkUrl: '/artwork/a',
    artworkColor: '#000000',
  } as const;
  await dispatch(id, { type: 'download-requested', episode, order: 1, at: 1 });
  await dispatch(id, { type: 'slot-granted' });
  await dispatch(id, { type: 'probed', generation: generationOf(manifest), extras: [] });
  await dispatch(id, { type: 'carried', run: 1 });
  const download = await dispatch(id, { type: 'verified', at: 2 });
  if (download?.status !== 'complete') throw new Error('not complete');
  return download;
}

const wipe = async (): Promise<void> => {
  await clear(createStore('carryon-journal', 'downloads'));
  for (const name of await caches.keys()) await caches.delete(name);
};
beforeEach(wipe);
afterEach(wipe);

test('what the browser evicted is offered again, and what is here stays complete', async () => {
  const kept = await completeDownload('kept');
  const lost = await completeDownload('lost');
  for (const name of await caches.keys()) if (name.includes('/lost/')) await caches.delete(name);
  await noticeEvictions([kept, lost]);
  expect(await readDownload('kept')).toEqual(kept);
  expect(await readDownload('lost')).toMatchObject({ status: 'failed', failure: { code: 'evicted' } });
});

test('stores that the journal does not know are deleted, and only those', async () => {
  const kept = await completeDownload('kept');
  await writeManifest('kept', { ...manifest, etag: '"older"' });
  await writeManifest('unknown', manifest);
  await reconcile(new Map([['kept', kept]]));
  expect(await listStores()).toEqual([{ episodeId: 'kept', etag: '"v1"' }]);
});
