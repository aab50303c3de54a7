import { clear, createStore, entries } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { Listening } from './listening.ts';

const store = createStore('carryon-listening', 'positions');

beforeEach(() => clear(store));

async function opened(): Promise<Listening> {
  const listening = new Listening();
  await listening.open();
  return listening;
}

const playedIds = (listening: Listening): string[] =>
  [...listening.entries].filter(([, { played }]) => played).map(([id]) => id);

test('marks are there at the next start, in one row for a show, and gone when they are taken back', async () => {
  const episodes = Array.from({ length: 500 }, (_, index) => makeEpisode({ id: `e${index}` }));
  const other = makeEpisode({ id: 'other', showId: 's2' });
  const heard = makeEpisode({ id: 'heard' });
  const listening = await opened();
  listening.record(heard, 600, 1500, 1);
  const undo = listening.setPlayed([...episodes, other, heard], true, 9);
  const again = async (): Promise<number> => playedIds(await opened()).length;
  await expect.poll(again).toBe(502);
  const later = await opened();
  expect(later.entries.get('e7')).toEqual({
    positionSeconds: 0,
    durationSeconds: null,
    played: true,
    updatedAt: 9,
  });
  expect(later.entries.get('heard')).toMatchObject({ episode: { id: 'heard' }, played: true });
  expect(later.last?.episode.id).toBe('heard');
  const rows = await entries<string, unknown>(store);
  expect(rows.map(([key]) => key).toSorted()).toEqual(['episode:heard', 'last', 'marked:s1', 'marked:s2']);

  undo();
  await expect.poll(again).toBe(0);
  expect((await opened()).entries.get('heard')).toMatchObject({ positionSeconds: 600, played: false });
});

test('what another tab marked meanwhile stays', async () => {
  const [one, two] = [await opened(), await opened()];
  one.setPlayed([makeEpisode({ id: 'a' })], true, 1);
  two.setPlayed([makeEpisode({ id: 'b' })], true, 2);
  await expect.poll(async () => playedIds(await opened())).toEqual(['a', 'b']);
});

test('what was marked and is heard after that is not played any more', async () => {
  const listening = await opened();
  listening.setPlayed([makeEpisode({ id: 'a' })], true, 1);
  listening.record(makeEpisode({ id: 'a' }), 20, 1500, 2);
  await expect
    .poll(async () => (await opened()).entries.get('a'))
    .toMatchObject({ positionSeconds: 20, played: false });
});
