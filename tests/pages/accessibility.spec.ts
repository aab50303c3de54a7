import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, MiB, test } from '../support/stage.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');
const DEMO_EPISODES = 16;
const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
] as const;

/** Axe in both themes, and no sideways scrolling, on each size of screen. */
async function check(page: Page, state: string, found: string[]): Promise<void> {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) {
        found.push(
          `${state}, ${screen.width} px, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
        );
      }
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) found.push(`${state}, ${screen.width} px: ${overflow} px too wide`);
  }
  await page.setViewportSize(SCREENS[0]);
}

test('every page and state is free of violations, in both themes, down to 320 px, with no word in the console', async ({
  stage,
}) => {
  test.setTimeout(240_000);
  stage.useLibrary(DEMO);
  await stage.start(DEMO_EPISODES);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  // Axe opens pages of its own, and a background download would wait half a minute after each of them.
  await app.removeBackgroundFetch();
  const { page } = app;
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));

  await app.open('/');
  await check(page, 'home', found);
  const film = await app.episodeId('How parts work');
  const tour = await app.episodeId('Welcome aboard');
  await page
    .getByRole('link', { name: /Carrying On/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Carrying On', level: 1 })).toBeVisible();
  await check(page, 'show', found);
  await page.getByText('For this show', { exact: true }).click();
  await check(page, 'show, its settings', found);
  await app.open('/search');
  await check(page, 'search', found);
  await page.getByRole('searchbox').fill('welcome');
  await expect(page.getByText('Welcome aboard').first()).toBeVisible();
  await check(page, 'search, with hits', found);
  await page.getByRole('searchbox').fill('example.org/feed');
  await expect(page.getByRole('button', { name: 'Follow example.org/feed' })).toBeVisible();
  await check(page, 'search, with an address', found);
  await app.open(`/episodes/${tour}`);
  await expect(page.getByText('Transcript').first()).toBeVisible();
  await check(page, 'episode', found);

  await app.download('Welcome aboard');
  await app.expectDownloaded('Welcome aboard');
  stage.proxy.bytesPerSecond = 20_000;
  await app.open(`/episodes/${film}`);
  await app.download('How parts work');
  await page.getByRole('link', { name: 'Downloads' }).first().click();
  await expect(app.button('Cancel download of How parts work')).toBeVisible();
  await check(page, 'downloads, one running, one here', found);
  await app.button('Cancel download of How parts work').click();
  await expect(page.getByRole('button', { name: /Undo/ }).first()).toBeVisible();
  await check(page, 'downloads, a cancel that can be undone', found);
  stage.proxy.bytesPerSecond = Infinity;

  await page.getByRole('link', { name: 'Home' }).first().click();
  await app.button('Play Packing light').click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.2);
  await app.button('Full player').click();
  const full = page.getByRole('dialog', { name: 'Player' });
  await expect(full.getByRole('tab', { name: 'Chapters' })).toHaveAttribute('aria-selected', 'true');
  await check(page, 'full player, chapters', found);
  await full.getByRole('tab', { name: 'Transcript' }).click();
  await expect(full.locator('carry-transcript button').first()).toBeVisible();
  await check(page, 'full player, transcript', found);
  await full.getByRole('button', { name: 'Close the player' }).click();

  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await check(page, 'settings', found);
  await app.open('/nowhere');
  await check(page, 'not found', found);

  await app.open(`/episodes/${film}`);
  await app.button('Play How parts work').click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.2);
  await check(page, 'a film plays', found);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').first()).toBeVisible();
  await check(page, 'the list of shortcuts', found);

  expect(found).toEqual([]);

  await stage.product.stop();
  await stage.proxy.stop();
  await app.open('/');
  await expect(page.getByText('Offline: showing what is on this device')).toBeVisible();
  // Failed requests speak up in the console here, as they should.
  const offline: string[] = [];
  await check(page, 'home, offline', offline);
  expect(offline).toEqual([]);
});

test('an empty library and a failed download are free of violations, and say what to do', async ({
  stage,
}) => {
  await stage.start(0);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  const { page } = app;
  const found: string[] = [];
  await app.open('/');
  await expect(page.getByText('Your library is empty')).toBeVisible();
  await check(page, 'home, empty library', found);

  await stage.addEpisode('Night Trains/01 Departure.wav', MiB);
  await stage.product.untilHashed(1);
  await app.button('Look again').click();
  await expect(app.button('Download Departure')).toBeVisible();
  await rm(join(stage.library, 'Night Trains', '01 Departure.wav'));
  await app.download('Departure');
  await page.getByRole('link', { name: 'Downloads' }).first().click();
  await expect(page.getByRole('heading', { name: 'Needs your help' })).toBeVisible();
  await expect(app.button('Retry download of Departure')).toBeVisible();
  await check(page, 'downloads, one failed', found);
  expect(found).toEqual([]);
});

test('the queue, what can be asked of it, and what is told of it are free of violations', async ({
  stage,
}) => {
  test.setTimeout(240_000);
  for (const [index, title] of ['Departure', 'Sleeper', 'Arrival'].entries())
    await stage.addEpisode(`Night Trains/0${index + 1} ${title}.wav`, 8 * MiB, index + 1);
  await stage.addEpisode('Rail Songs/Small.wav', MiB, 9);
  await stage.start(4);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  const { page } = app;
  const found: string[] = [];
  await app.removeBackgroundFetch();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true });
  await app.open('/');
  await app.download('Small');
  await app.expectDownloaded('Small');
  await app.button('No, thanks').click();
  await page
    .getByRole('link', { name: /Night Trains/ })
    .first()
    .click();
  const all = page.getByRole('button', { name: /^Download all/ });
  await expect(all).toBeVisible();
  await check(page, 'show, several at once', found);
  stage.proxy.bytesPerSecond = 30_000;
  await all.click();
  await app.goToDownloads();
  await app.button('More for Sleeper').click();
  await check(page, 'downloads, a menu', found);
  await page.keyboard.press('Escape');
  await app.button('Move Sleeper').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await check(page, 'downloads, one is moved', found);
  await page.keyboard.press('Escape');
  await app.button('More for Small').click();
  await page.getByRole('menuitemcheckbox', { name: /Keep/ }).click();
  await app.button('Check downloads').click();
  await app.expectText(/(is|are) right\./);
  await page.getByText('What happened', { exact: true }).click();
  await expect(page.getByText('Download asked for.').first()).toBeVisible();
  await check(page, 'downloads, history and check', found);

  stage.proxy.bytesPerSecond = Infinity;
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await page.getByRole('switch', { name: /Only over unmetered/ }).check();
  await app.goToDownloads();
  await app.expectText(/Download now uses this one/);
  await check(page, 'downloads, some are deferred', found);
  for (const title of ['Departure', 'Sleeper']) {
    await app.button(`Download now: ${title}`).click();
    await app.expectDownloaded(title);
  }
  await session.send('Storage.overrideQuotaForOrigin', { origin: app.origin, quotaSize: 20 * MiB });
  await app.button('Download now: Arrival').click();
  await page.getByRole('button', { name: /^Free .*…$/ }).click();
  await expect(page.getByRole('dialog', { name: 'Make room for Arrival' })).toBeVisible();
  await check(page, 'downloads, what could go', found);
  expect(found).toEqual([]);
});
