import { expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { Catalogue } from './catalogue.ts';

const PAGE = 50;

/** A server with so many episodes in pages; `failing` answers fail. */
function catalogueOf(count: number) {
  const asked: string[] = [];
  let failing = false;
  const answer = (path: string): Response => {
    asked.push(path);
    if (failing) return new Response('', { status: 500 });
    const from = Number(new URL(path, 'http://server').searchParams.get('cursor') ?? 0);
    const end = Math.min(count, from + PAGE);
    const items = Array.from({ length: end - from }, (_, index) => makeEpisode({ id: `e${from + index}` }));
    return Response.json({ items, nextCursor: end < count ? String(end) : null });
  };
  const catalogue = new Catalogue({
    fetch: (path) => Promise.resolve(answer(typeof path === 'string' ? path : '')),
    onReached: () => undefined,
  });
  return { list: catalogue.episodesOf('s1'), asked, fail: (now: boolean) => (failing = now) };
}

test('all pages are loaded, the later ones as large as the server allows', async () => {
  const { asked, list } = catalogueOf(180);
  expect(await list.loadAll()).toBe(true);
  expect(list.snapshot.items.map(({ id }) => id)).toEqual(
    Array.from({ length: 180 }, (_, index) => `e${index}`),
  );
  expect(asked.slice(0, 2)).toEqual(['/api/shows/s1/episodes', '/api/shows/s1/episodes?limit=200&cursor=50']);
});

test('loading all stops when it is not wanted any more, and goes on from there', async () => {
  const { asked, list } = catalogueOf(500);
  const abort = new AbortController();
  list.subscribe(() => {
    if (list.snapshot.items.length === 150) abort.abort();
  });
  expect(await list.loadAll(abort.signal)).toBe(false);
  expect(list.snapshot).toMatchObject({ loading: false, hasMore: true, problem: null });
  expect(list.snapshot.items).toHaveLength(150);
  expect(await list.loadAll()).toBe(true);
  expect(asked).toHaveLength(10);
});

test('loading all stops at a page that cannot be loaded, and tries it again when asked', async () => {
  const { fail, list } = catalogueOf(120);
  await list.loadMore();
  fail(true);
  expect(await list.loadAll()).toBe(false);
  expect(list.snapshot).toMatchObject({ hasMore: true, problem: 'server-error' });
  fail(false);
  expect(await list.loadAll()).toBe(true);
  expect(list.snapshot.items).toHaveLength(120);
});
