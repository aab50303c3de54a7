import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import { groupByShow } from '../views/download-lists.ts';
import '../styles/tokens.css';
import './carry-stored-list.ts';
import type { CarryStoredList } from './carry-stored-list.ts';

const SHOWS = 20;
const EACH = 100;

const GROUPS = groupByShow(
  Array.from({ length: SHOWS * EACH }, (_, index) => {
    const show = Math.floor(index / EACH);
    const episode = makeEpisode({
      id: `e${index}`,
      title: `Episode ${index}`,
      showId: `s${show}`,
      showTitle: `Show ${show}`,
    });
    const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 1_000_000, partBytes: 1_000_000 };
    return makeView(makeDownload({ episode, status: 'complete', completedAt: index, generation }), 1_000_000);
  }),
);

let list: CarryStoredList;

beforeEach(async () => {
  await page.viewport(390, 844);
  sessionStorage.clear();
  scrollTo(0, 0);
  list = document.createElement('carry-stored-list');
  list.groups = GROUPS;
  document.body.append(list);
});

afterEach(() => list.remove());

async function frames(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

const lines = () => [...list.renderRoot.querySelectorAll('li:not(.gap)')];
const textOf = (line: Element | undefined) =>
  line?.querySelector('h3')?.textContent ??
  line?.querySelector('carry-download-row')?.renderRoot.querySelector('h3')?.textContent;

test('begins with the first show, and with no more rows than the window shows', async () => {
  await list.updateComplete;
  expect(lines().length).toBeLessThanOrEqual(Math.ceil(innerHeight / 64) + 2);
  expect(textOf(lines()[0])).toBe('Show 0');
  await list.querySelector('carry-download-row')?.updateComplete;
  expect(textOf(lines()[1])).toBe('Episode 0');
});

test('has every show with its episodes below it, a few rows at a time', async () => {
  const order = new Set<string>();
  let most = 0;
  let end = -1;
  while (end !== scrollY) {
    end = scrollY;
    scrollBy({ top: 700, behavior: 'instant' });
    await frames(1);
    most = Math.max(most, lines().length);
    for (const line of lines()) order.add(textOf(line) ?? '');
  }
  expect(most).toBeLessThanOrEqual(60);
  expect([...order]).toEqual(
    GROUPS.flatMap(({ showTitle, views }) => [
      showTitle,
      ...views.map(({ download }) => download.episode.title),
    ]),
  );
});

test('each line tells its place among all, and shows are headings', async () => {
  await frames(10);
  const all = String(SHOWS * EACH + SHOWS);
  expect(lines().map(({ ariaPosInSet }) => ariaPosInSet)).toEqual(
    lines().map((_, index) => String(index + 1)),
  );
  expect(new Set(lines().map(({ ariaSetSize }) => ariaSetSize))).toEqual(new Set([all]));
  await expect.element(page.getByRole('heading', { name: 'Show 0', level: 3 })).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Show 0' })).toHaveAttribute('href', '/shows/s0');
});
