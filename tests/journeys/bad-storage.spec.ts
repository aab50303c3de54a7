import { chromium, type Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { launchOptions } from '../support/browser.ts';
import { expect, MiB, test } from '../support/stage.ts';

const BYTES = 13 * MiB;
const TITLE = 'Night Mail';
const NO_ROOM = /There is no room left on this device\..*Free [\d.]+ MB or remove a download, then retry\./;
const FILE = 'Rail Songs/Night Mail.wav';

/** Sets how much this origin may store; null lifts it. */
async function setQuota(page: Page, origin: string, quotaSize: number | null): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize === null ? {} : { quotaSize }) });
}

test('without enough room, the app says how much is missing, and Retry works when there is', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode(FILE, BYTES);
  await stage.addEpisode('Rail Songs/Small.wav', 1 * MiB, 2);
  await stage.start(2);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  const id = await app.openEpisode(TITLE);
  const smallId = await app.episodeId('Small');
  await app.page.getByRole('link', { name: 'Rail Songs' }).first().click();
  await app.download('Small');
  await app.expectDownloaded('Small', 30_000);
  await setQuota(app.page, stage.proxy.url, 8 * MiB);
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectText(NO_ROOM);
  expect(await app.storedParts(smallId)).toEqual([0]);
  await setQuota(app.page, stage.proxy.url, null);
  await app.button(`Retry download of ${TITLE}`).click();
  await app.expectDownloaded(TITLE);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

for (const inTab of [false, true]) {
  test(`when the room runs out in mid-download, what is here stays, ${inTab ? 'in the tab' : 'in the background'}`, async ({
    stage,
  }) => {
    const sha256 = await stage.addEpisode(FILE, BYTES);
    await stage.start(1);
    const app = new App(await stage.browser().start(), stage.proxy.url);
    if (inTab) await app.removeBackgroundFetch();
    const id = await app.openEpisode(TITLE);
    stage.proxy.bytesPerSecond = 4 * MiB;
    await app.download(TITLE);
    await app.goToDownloads();
    await app.expectStoredParts(id, 1);
    await setQuota(app.page, stage.proxy.url, 1 * MiB);
    await app.expectText(NO_ROOM);
    expect((await app.storedParts(id)).length).toBeGreaterThanOrEqual(1);
    await setQuota(app.page, stage.proxy.url, null);
    await app.button(`Retry download of ${TITLE}`).click();
    await app.expectDownloaded(TITLE, 40_000);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
  });
}

test('in a private window the app works, and a download does too for as long as it is open', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode(FILE, BYTES);
  await stage.start(1);
  const browser = await chromium.launch(launchOptions());
  try {
    const context = await browser.newContext();
    const app = new App(await context.newPage(), stage.proxy.url);
    const id = await app.openEpisode(TITLE);
    await app.download(TITLE);
    await app.expectDownloaded(TITLE, 40_000);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
    await app.open(`/episodes/${id}`);
    await app.button(`Play ${TITLE}`).click();
    await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.5);
  } finally {
    await browser.close();
  }
});

test('where the browser lets nothing be stored, episodes play online, and the app says what is not possible', async ({
  stage,
}) => {
  await stage.addEpisode(FILE, BYTES);
  await stage.start(1);
  const browser = stage.browser({
    preferences: { profile: { default_content_setting_values: { cookies: 2 } } },
  });
  const app = new App(await browser.start(), stage.proxy.url);
  const errors: string[] = [];
  app.page.on('pageerror', ({ message }) => errors.push(message));
  await app.page.goto(app.origin);
  expect(await app.page.evaluate(() => caches.keys().catch((error: Error) => error.name))).toBe(
    'SecurityError',
  );
  const id = await app.episodeId(TITLE);
  await app.page.goto(`${app.origin}/episodes/${id}`);
  await app.download(TITLE);
  await app.expectText(
    'This browser does not let Carryon store anything here. Leave private browsing or allow storage for this site, then retry.',
  );
  await app.button(`Play ${TITLE}`).click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.5);
  await app.goToDownloads();
  await app.expectText('This browser lets nothing be stored here');
  expect(errors).toEqual([]);
});
