import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, MiB, test, type Stage } from '../support/stage.ts';

const TITLES = ['Departure', 'Sleeper', 'Night Mail', 'Arrival'];

/** A browser whose downloads run in the tab: they begin at once, whatever page was opened before. */
async function openInTab(stage: Stage): Promise<App> {
  const app = new App(await stage.browser().start(), stage.proxy.url);
  await app.removeBackgroundFetch();
  await app.open('/');
  return app;
}

/** Goes to a show by its card on the home page. */
async function goToShow({ page }: App, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Home' }).first().click();
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

async function goToSettings({ page }: App): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
}

async function setQuota(page: Page, origin: string, quotaSize: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

test('a show is downloaded at once, its queue put in another order by keys and by mouse, and each step can be read', async ({
  stage,
}) => {
  for (const [index, title] of TITLES.entries())
    await stage.addEpisode(`Night Trains/0${index + 1} ${title}.wav`, 20 * MiB, index + 1);
  await stage.start(TITLES.length);
  const app = await openInTab(stage);
  const { page } = app;
  await goToShow(app, 'Night Trains');
  const all = page.getByRole('button', { name: /^Download all/ });
  await expect(all).toContainText('4 episodes, 84 MB');
  stage.proxy.bytesPerSecond = 200_000;
  await all.click();
  await expect(all).toHaveCount(0);
  await app.goToDownloads();
  // What it says would come between what is said of the moves.
  await app.button('No, thanks').click();
  await expect.poll(() => app.queue().then((titles) => titles.length)).toBe(4);
  const [a = '', b = '', c = '', d = ''] = await app.queue();

  await app.button(`Move ${d}`).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('status').filter({ hasText: `${d}, 2 of 4` })).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(() => app.queue()).toEqual([a, d, b, c]);
  await expect(app.button(`Move ${d}`)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(app.button(`Move ${d}`)).toHaveAttribute('aria-pressed', 'false');
  expect(await app.queue()).toEqual([a, d, b, c]);

  const from = await app.button(`Move ${a}`).boundingBox();
  const to = await app.button(`Move ${c}`).boundingBox();
  if (from === null || to === null) throw new Error('a handle has no place on the screen');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, to.y, { steps: 8 });
  await page.mouse.move(from.x + 20, to.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => app.queue()).toEqual([d, b, c, a]);

  await app.button(`More for ${c}`).click();
  await page.getByRole('menuitem', { name: /Download now/ }).click();
  await expect.poll(() => app.queue()).toEqual([c, d, b, a]);
  await expect(page.locator('carry-download-row').first()).toContainText(/of 21 MB/);

  await app.button(`More for ${d}`).click();
  await page.getByRole('menuitem', { name: `History of ${d}` }).click();
  const history = page.locator('carry-history li');
  await expect(history.first()).toContainText(d);
  await expect(history.filter({ hasText: 'Download asked for.' })).toHaveCount(1);
  await app.button(`Pause download of ${d}`).click();
  await expect(history.first()).toContainText('Paused');
  await page.getByRole('button', { name: 'Show all downloads' }).click();
  await expect(history.filter({ hasText: 'Download asked for.' })).toHaveCount(4);
});

test('a damaged part is found by a check and fetched again; a new version replaces the old one, which plays until then', async ({
  stage,
}) => {
  const FILE = 'Night Trains/Sleeper.wav';
  await stage.addEpisode(FILE, 10 * MiB);
  await stage.start(1);
  const app = await openInTab(stage);
  const { page } = app;
  const id = await app.episodeId('Sleeper');
  await app.download('Sleeper');
  await app.expectDownloaded('Sleeper');
  const parts = await app.storedParts(id);

  await page.evaluate(async (episodeId) => {
    const names = await caches.keys();
    const name = names.find((one) => one.startsWith(`carryon-parts/${episodeId}/`));
    const cache = await caches.open(name ?? '');
    const bytes = new Uint8Array((await (await cache.match('/parts/1'))?.arrayBuffer()) ?? []);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await cache.put('/parts/1', new Response(bytes));
  }, id);
  await app.goToDownloads();
  await app.button('Check downloads').click();
  await app.expectText('1 part of Sleeper was damaged and is fetched again.');
  await app.expectDownloaded('Sleeper');
  await app.button('Check downloads').click();
  await app.expectText(`All ${parts.length} parts of 1 episode are right.`);

  const etag = () =>
    fetch(`${stage.product.url}/api/episodes/${id}`)
      .then((response) => response.json() as Promise<{ media: { etag: string | null } }>)
      .then(({ media }) => media.etag);
  const before = await etag();
  const sha256 = await stage.addEpisode(FILE, 12 * MiB, 7);
  await expect.poll(async () => [null, before].includes(await etag()), { timeout: 30_000 }).toBe(false);
  await app.open(`/episodes/${id}`);
  await app.expectText('A new version is on the server.');
  await app.goToDownloads();
  await app.expectText('A new version is on the server.');
  stage.proxy.bytesPerSecond = 1 * MiB;
  await app.button('Update Sleeper').click();
  await app.expectText(/The old version plays until it is here\./);
  await app.button('Play Sleeper').click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.2);
  await page.getByRole('button', { name: 'Pause Sleeper', exact: true }).first().click();
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded('Sleeper');
  await expect(page.getByText('A new version is on the server.')).toHaveCount(0);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

test('a download without room offers what could go, and goes on when it is gone', async ({ stage }) => {
  await stage.addEpisode('Rail Songs/Small.wav', 1 * MiB, 2);
  await stage.addEpisode('Rail Songs/Middle.wav', 6 * MiB, 3);
  await stage.addEpisode('Rail Songs/Night Mail.wav', 13 * MiB, 4);
  await stage.start(3);
  const app = await openInTab(stage);
  const { page } = app;
  await goToShow(app, 'Rail Songs');
  for (const title of ['Small', 'Middle']) {
    await app.download(title);
    await app.expectDownloaded(title);
  }
  await setQuota(page, stage.proxy.url, 18 * MiB);
  await app.download('Night Mail');
  await app.goToDownloads();
  await page.getByRole('button', { name: /^Free .* MB…$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Make room for Night Mail' });
  await expect(dialog.getByRole('checkbox', { name: /Small/ })).not.toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: /Middle/ })).toBeChecked();
  await dialog.getByRole('checkbox', { name: /Middle/ }).uncheck();
  await expect(dialog).toContainText(/more are needed/);
  await expect(dialog.getByRole('button', { name: /^Free/ })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /Middle/ }).check();
  await dialog.getByRole('button', { name: 'Free 6.3 MB' }).click();
  // Chromium may take its time to let go of what was deleted, and refuses more until then.
  await expect(async () => {
    const retry = app.button('Retry download of Night Mail');
    if (await retry.isVisible()) await retry.click();
    await app.expectDownloaded('Night Mail', 5_000);
  }).toPass({ timeout: 70_000 });
  await expect(app.button('Remove download of Small')).toBeVisible();
  await expect(app.button('Remove download of Middle')).toHaveCount(0);
});

test('what was played goes by itself after the chosen time, and is kept when that is taken back', async ({
  stage,
}) => {
  await stage.addEpisode('Rail Songs/Small.wav', 1 * MiB);
  await stage.start(1);
  const app = await openInTab(stage);
  const { page } = app;
  await app.download('Small');
  await app.expectDownloaded('Small');
  await app.button('Play Small').click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.2);
  await app.seek(5.8);
  await expect.poll(() => app.media((element) => element.ended)).toBe(true);
  await goToSettings(app);
  await page.getByRole('combobox', { name: 'Remove played episodes' }).selectOption({ label: 'After a day' });
  await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
  await app.open('/downloads');
  await app.expectText('Removed Small, which you played');
  await expect(app.button('Remove download of Small')).toHaveCount(0);
  await app.button('Undo').click();
  await app.expectDownloaded('Small');
  await app.expectText('Kept');
});
