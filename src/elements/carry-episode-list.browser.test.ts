import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { makeEpisode } from '../test-support/views.ts';
import '../styles/tokens.css';
import './carry-episode-list.ts';
import type { CarryEpisodeList } from './carry-episode-list.ts';
import { restoreScroll } from '../router/restore-scroll.ts';

const COUNT = 10_000;
const MOST_ROWS = 60;
const WORDS = 'the night train over a long viaduct and back again before dawn with nobody awake'.split(' ');

/** Titles of one line and of two, so that rows are of different heights. */
const EPISODES: readonly EpisodeSummary[] = Array.from({ length: COUNT }, (_, index) =>
  makeEpisode({ id: `e${index}`, title: `${index} ${WORDS.slice(0, 3 + ((index * 7919) % 11)).join(' ')}` }),
);

let list: CarryEpisodeList;
let head: HTMLElement;

function mount(episodes = EPISODES): void {
  head = document.createElement('header');
  head.style.height = '300px';
  list = document.createElement('carry-episode-list');
  list.showId = 'long';
  list.episodes = episodes;
  document.body.append(head, list);
}

function unmount(): void {
  head.remove();
  list.remove();
}

beforeEach(async () => {
  await page.viewport(390, 844);
  document.body.style.margin = '0';
  sessionStorage.clear();
  scrollTo(0, 0);
  mount();
  await frames(10);
});

afterEach(unmount);

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function frames(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) await frame();
}

async function scrollAndSettle(top: number): Promise<void> {
  scrollTo({ top, behavior: 'instant' });
  await frames(10);
}

const parts = () => [...list.renderRoot.querySelectorAll<HTMLElement>('li')];
const rows = () => parts().filter((part) => part.className !== 'gap');
const rowOf = (index: number) => rows().find((row) => row.ariaPosInSet === String(index + 1));
const indexOf = (row: HTMLElement) => Number(row.ariaPosInSet) - 1;
const topOf = (row: HTMLElement) => row.getBoundingClientRect().top;
const seenRows = () =>
  rows().filter((row) => topOf(row) < innerHeight && row.getBoundingClientRect().bottom > 0);
const innerOf = (row: HTMLElement | undefined) => row?.querySelector('carry-episode-row')?.renderRoot;
const linkOf = (row: HTMLElement | undefined) => innerOf(row)?.querySelector('a');

/** How many pixels of the window show the list where no row is. */
const blankPx = () =>
  parts()
    .filter((part) => part.className === 'gap')
    .map((gap) => gap.getBoundingClientRect())
    .reduce((sum, { bottom, top }) => sum + Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)), 0);

/** Looks after each frame whether more of the window was blank than a quarter of a row; tells how many frames in a row were. */
function watchBlank(): { stop: () => readonly number[] } {
  const framesInARow: number[] = [];
  let isWatching = true;
  let wasBlank = false;
  const look = (): void => {
    if (!isWatching) return;
    const isBlank = blankPx() > 30;
    if (isBlank && wasBlank) framesInARow.push((framesInARow.pop() ?? 0) + 1);
    else if (isBlank) framesInARow.push(1);
    wasBlank = isBlank;
    lookAfterFrame();
  };
  const lookAfterFrame = (): number => requestAnimationFrame(() => setTimeout(look));
  lookAfterFrame();
  return {
    stop: () => {
      isWatching = false;
      return framesInARow;
    },
  };
}

/** Browsers place boxes on a grid finer than a pixel, and scroll on a coarser one. */
const expectNear = (px: number, expectedPx: number): void =>
  expect(Math.abs(px - expectedPx), `${px} for ${expectedPx}`).toBeLessThan(1.5);

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** Scrolls by so many pixels in each of so many frames, and looks at each. */
async function scrollThrough(byPx: number, count: number) {
  const frameMs: number[] = [];
  let mostRows = 0;
  let mostBlankPx = 0;
  let before = await frame();
  for (let passed = 0; passed < count; passed += 1) {
    scrollBy({ top: byPx, behavior: 'instant' });
    const now = await frame();
    frameMs.push(now - before);
    before = now;
    mostRows = Math.max(mostRows, rows().length);
    mostBlankPx = Math.max(mostBlankPx, blankPx());
  }
  return { frameMs, mostRows, mostBlankPx };
}

describe('scrolling', () => {
  test('renders at first what the window shows, and then what is ahead', async () => {
    unmount();
    mount();
    await list.updateComplete;
    expect(rows().length).toBeLessThanOrEqual(Math.ceil(innerHeight / 90) + 1);
    await frames(10);
    expect(rows().length).toBeGreaterThan(seenRows().length + 5);
    expect(blankPx()).toBe(0);
  });

  test('to the end and back leaves no window empty, and few rows in the document', async () => {
    const down = await scrollThrough(600, 60);
    await scrollAndSettle(1e9);
    expect(indexOf(rows().at(-1) as HTMLElement)).toBe(COUNT - 1);
    expect(blankPx()).toBe(0);
    const up = await scrollThrough(-600, 60);
    await scrollAndSettle(0);
    expect(indexOf(rows()[0] as HTMLElement)).toBe(0);
    expect(topOf(rows()[0] as HTMLElement)).toBe(300);
    const frameMs = [...down.frameMs, ...up.frameMs];
    console.info(
      `10,000 rows: p95 of a frame ${percentile(frameMs, 0.95).toFixed(1)} ms, ` +
        `median ${percentile(frameMs, 0.5).toFixed(1)} ms, most rows ${Math.max(down.mostRows, up.mostRows)}`,
    );
    expect(Math.max(down.mostRows, up.mostRows)).toBeLessThanOrEqual(MOST_ROWS);
    expect(Math.max(down.mostBlankPx, up.mostBlankPx)).toBe(0);
    expect(percentile(frameMs, 0.5)).toBeLessThan(100);
  });

  test('up, where no row was measured yet, moves what is read by as much as was scrolled', async () => {
    await scrollAndSettle(1e9);
    for (let passed = 0; passed < 20; passed += 1) {
      const seen = seenRows()[0] as HTMLElement;
      const before = topOf(seen);
      scrollBy({ top: -400, behavior: 'instant' });
      await frames(2);
      expectNear(topOf(seen), before + 400);
    }
  });

  test('does so too where the browser does not keep what is read in its place', async () => {
    list.style.setProperty('overflow-anchor', 'none');
    await scrollAndSettle(1e9);
    for (let passed = 0; passed < 20; passed += 1) {
      const seen = seenRows()[0] as HTMLElement;
      const before = topOf(seen);
      scrollBy({ top: -400, behavior: 'instant' });
      await frames(2);
      expectNear(topOf(seen), before + 400);
    }
  });

  test('keys take the window along, without a blank frame', async () => {
    const blank = watchBlank();
    for (let pressed = 0; pressed < 5; pressed += 1) await userEvent.keyboard('{PageDown}');
    await expect.poll(() => scrollY).toBeGreaterThan(2_000);
    await userEvent.keyboard('{PageUp}');
    await frames(10);
    expect(blank.stop()).toEqual([]);
  });

  test('End and Home cross all rows, with few blank frames at a time', async () => {
    const blank = watchBlank();
    await userEvent.keyboard('{End}');
    await expect.poll(() => rowOf(COUNT - 1), { timeout: 5_000 }).toBeDefined();
    await userEvent.keyboard('{Home}');
    await expect.poll(() => rowOf(0), { timeout: 5_000 }).toBeDefined();
    const framesInARow = blank.stop();
    expect(Math.max(0, ...framesInARow)).toBeLessThanOrEqual(3);
  });
});

describe('coming back', () => {
  const leaveAt = async (top: number): Promise<{ index: number; top: number; scrollTop: number }> => {
    await scrollThrough(500, 20);
    await scrollAndSettle(top);
    const seen = seenRows()[0] as HTMLElement;
    const place = { index: indexOf(seen), top: topOf(seen), scrollTop: scrollY };
    unmount();
    scrollTo(0, 0);
    await frames(2);
    return place;
  };

  test.each([20_000, 500_000, 1e9])('finds the row that was on top at %d px', async (top) => {
    const place = await leaveAt(top);
    mount();
    await list.updateComplete;
    restoreScroll(place.scrollTop, list);
    await frames(2);
    expect(blankPx()).toBe(0);
    await frames(10);
    expectNear(topOf(rowOf(place.index) as HTMLElement), place.top);
  });
});

describe('focus', () => {
  test('stays in its row when that is scrolled away, and the next row is reached from there', async () => {
    await scrollAndSettle(100_000);
    const index = indexOf(seenRows()[3] as HTMLElement);
    const link = linkOf(rowOf(index));
    link?.focus({ preventScroll: true });
    for (const by of [30_000, -90_000, 300_000]) {
      await scrollAndSettle(scrollY + by);
      expect(innerOf(rowOf(index))?.querySelector(':focus')).toBe(link);
      expect(rows().length).toBeLessThanOrEqual(MOST_ROWS);
      expect(blankPx()).toBe(0);
    }
    await tabTo(index + 1);
    expect(innerOf(rowOf(index + 1))?.querySelector(':focus')).toBe(linkOf(rowOf(index + 1)));
    await frames(10);
    expect(seenRows().map(indexOf)).toContain(index + 1);
    expect(blankPx()).toBe(0);
  });

  test('goes through the rows by Tab, as many as there are', async () => {
    linkOf(rowOf(0))?.focus();
    for (let index = 1; index <= 25; index += 1) await tabTo(index);
    expect(seenRows().map(indexOf)).toContain(25);
  });

  /** Presses Tab until the focus is in the row. */
  async function tabTo(index: number): Promise<void> {
    for (let pressed = 0; pressed < 6; pressed += 1) {
      await userEvent.tab();
      if (rowOf(index)?.matches(':focus-within')) return;
    }
    throw new Error(`Tab did not reach row ${index}`);
  }
});

describe('for a screen reader', () => {
  test('each row tells its place among all', async () => {
    await scrollAndSettle(400_000);
    const numbers = rows().map(indexOf);
    expect(numbers).toEqual(numbers.map((_, offset) => (numbers[0] ?? 0) + offset));
    expect(new Set(rows().map(({ ariaSetSize }) => ariaSetSize))).toEqual(new Set([String(COUNT)]));
    expect(innerOf(rows()[0])?.textContent).toContain(`${numbers[0]} the night`);
    expect(list.renderRoot.querySelector('[role="list"]')).not.toBeNull();
    expect(parts().filter(({ ariaHidden }) => ariaHidden === 'true')).toHaveLength(2);
  });

  test('how many there are is not told before it is known', async () => {
    list.unfinished = true;
    await list.updateComplete;
    expect(rows()[0]?.ariaSetSize).toBe('-1');
  });
});

describe('a list that changes', () => {
  test.each(['auto', 'none'])(
    'keeps what is read in its place when episodes come in front, with scroll anchoring %s',
    async (anchoring) => {
      list.style.setProperty('overflow-anchor', anchoring);
      await scrollAndSettle(50_000);
      const seen = seenRows()[1] as HTMLElement;
      const before = topOf(seen);
      list.episodes = [...[1, 2, 3].map((id) => makeEpisode({ id: `new${id}` })), ...EPISODES];
      await frames(10);
      expect(seen.isConnected).toBe(true);
      expectNear(topOf(seen), before);
    },
  );

  test('is short when few are left, and none when none are', async () => {
    await scrollAndSettle(50_000);
    list.episodes = EPISODES.slice(0, 2);
    await frames(10);
    expect(rows().map(indexOf)).toEqual([0, 1]);
    list.episodes = [];
    await frames(2);
    expect(parts()).toEqual([]);
  });

  test('shows the same rows when the window gets another width', async () => {
    await scrollAndSettle(300_000);
    const index = indexOf(seenRows()[0] as HTMLElement);
    await page.viewport(844, 390);
    await frames(15);
    expect(blankPx()).toBe(0);
    const now = seenRows().map(indexOf);
    expect(Math.abs((now[0] ?? 0) - index)).toBeLessThanOrEqual(2);
  });
});
