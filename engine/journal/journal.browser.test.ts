import { clear, createStore } from 'idb-keyval';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { JournalMirror } from './journal-mirror.ts';
import { dispatch, readDownload } from './journal.ts';

const episode = (id: string): EpisodeSummary => ({
  id,
  showId: 's',
  showTitle: 'Show',
  title: `Episode ${id}`,
  publishedAt: 0,
  durationSeconds: null,
  kind: 'audio',
  season: null,
  episode: null,
  episodeType: 'full',
  media: { url: `/media/${id}`, type: 'audio/wav', bytes: 1, etag: null },
  artworkUrl: '/artwork/a',
  artworkColor: '#000000',
});

const request = (id: string, at: number) =>
  dispatch(id, { type: 'download-requested', episode: episode(id), order: at, at });

const wipe = () => clear(createStore('carryon-journal', 'downloads'));
beforeEach(wipe);
afterEach(wipe);

test('two at once make one download, and the first wins', async () => {
  const [first, second] = await Promise.all([request('a', 1), request('a', 2)]);
  expect(first).toMatchObject({ status: 'queued', order: 1 });
  expect(second).toEqual(first);
  expect(await readDownload('a')).toEqual(first);
});

test('many events on one download are taken one after the other', async () => {
  await request('a', 1);
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      dispatch('a', index % 2 === 0 ? { type: 'pause-requested' } : { type: 'resume-requested' }),
    ),
  );
  expect(await readDownload('a')).toMatchObject({ status: 'queued', episode: { id: 'a' } });
});

test('a mirror holds what was written before and after it was made, and lets go of what was discarded', async () => {
  await request('a', 1);
  const mirror = new JournalMirror();
  await mirror.loaded;
  expect([...mirror.downloads().keys()]).toEqual(['a']);
  let changes = 0;
  mirror.subscribe(() => {
    changes++;
  });
  await request('b', 2);
  await dispatch('a', { type: 'cancel-requested', at: 3 });
  expect(mirror.downloads().get('a')).toMatchObject({ status: 'cancelled' });
  await dispatch('a', { type: 'discarded' });
  expect([...mirror.downloads().keys()]).toEqual(['b']);
  expect(changes).toBe(3);
});

test('an older word about a download does not undo a newer one', async () => {
  const mirror = new JournalMirror();
  await mirror.loaded;
  await request('a', 1);
  const elsewhere = new BroadcastChannel('carryon-downloads');
  elsewhere.postMessage({ type: 'journal-changed', entry: { episodeId: 'a', revision: 1, download: null } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  elsewhere.close();
  expect(mirror.downloads().has('a')).toBe(true);
});
