import { clear, createStore, entries, set } from 'idb-keyval';
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SHOW_SETTINGS } from '../../core/shows/show-settings.ts';
import { SettingsPerShow } from './show-settings.ts';

const rows = () => createStore('carryon-show-settings', 'shows');

async function openTab(): Promise<SettingsPerShow> {
  const tab = new SettingsPerShow();
  await tab.open();
  return tab;
}

beforeEach(() => clear(rows()));

test('a show for which nothing was chosen has the defaults, and no row', async () => {
  const settings = await openTab();
  expect(settings.of('a')).toBe(DEFAULT_SHOW_SETTINGS);
  expect(settings.all.size).toBe(0);
});

test('what is chosen is there at once, is told, and is kept in one row per show', async () => {
  const settings = await openTab();
  const told = vi.fn<() => void>();
  settings.subscribe(told);
  settings.change('a', { speed: 1.5 });
  settings.change('a', { skipIntroSeconds: 30 });
  settings.change('b', { keep: 3 });
  expect(settings.of('a')).toEqual({ ...DEFAULT_SHOW_SETTINGS, speed: 1.5, skipIntroSeconds: 30 });
  expect(told).toHaveBeenCalledTimes(3);
  await expect.poll(async () => (await openTab()).all).toEqual(settings.all);
  expect(await entries(rows())).toEqual([
    ['a', { ...DEFAULT_SHOW_SETTINGS, speed: 1.5, skipIntroSeconds: 30 }],
    ['b', { ...DEFAULT_SHOW_SETTINGS, keep: 3 }],
  ]);
});

test('switching automatic downloads on is dated', async () => {
  const settings = await openTab();
  const before = Date.now();
  settings.change('a', { autoDownload: 2 });
  expect(settings.of('a').autoDownloadSince).toBeGreaterThanOrEqual(before);
  settings.change('a', { autoDownload: null });
  expect(settings.of('a').autoDownloadSince).toBeNull();
});

test('every tab sees a change', async () => {
  const [here, there] = [await openTab(), await openTab()];
  const told = vi.fn<() => void>();
  there.subscribe(told);
  here.change('a', { speed: 2 });
  await expect.poll(() => there.of('a').speed).toBe(2);
  expect(told).toHaveBeenCalled();
});

test('what two tabs change of one show at the same time is changed in both', async () => {
  const [here, there] = [await openTab(), await openTab()];
  here.change('a', { speed: 2 });
  there.change('a', { skipOutroSeconds: 45 });
  const both = { ...DEFAULT_SHOW_SETTINGS, speed: 2, skipOutroSeconds: 45 };
  await expect.poll(() => [here.of('a'), there.of('a')]).toEqual([both, both]);
});

test('a row that makes no sense changes nothing', async () => {
  await set('a', { speed: 'fast', skipIntroSeconds: 10 }, rows());
  await set('b', 7, rows());
  const settings = await openTab();
  expect(settings.of('a')).toEqual({ ...DEFAULT_SHOW_SETTINGS, skipIntroSeconds: 10 });
  expect(settings.of('b')).toEqual(DEFAULT_SHOW_SETTINGS);
});

test('where IndexedDB is refused, choices last as long as the page', async () => {
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  const settings = await openTab();
  settings.change('a', { speed: 2 });
  open.mockRestore();
  expect(settings.of('a').speed).toBe(2);
});
