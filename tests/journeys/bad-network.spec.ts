import { App } from '../support/app.ts';
import { servedRanges } from '../support/served-parts.ts';
import { expect, MiB, test } from '../support/stage.ts';

const PART = 4 * MiB;
const BYTES = 13 * MiB;
const TITLE = 'Night Mail';

test('a first visit without a server shows the browser’s own error, a later one what is here', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.addEpisode('Rail Songs/Day Mail.wav', 1 * MiB, 2);
  await stage.start(2);
  await stage.proxy.stop();
  const browser = stage.browser();
  const app = new App(await browser.start(), stage.proxy.url);
  const firstTry = await browser.context.newPage();
  await expect(firstTry.goto(app.origin)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  await firstTry.close();

  await stage.proxy.start();
  await app.open('/');
  const id = await app.episodeId(TITLE);
  // The worker's own round through the catalogue, which follows the first visit.
  await expect
    .poll(() =>
      app.page.evaluate(async () => {
        const keys = await (await caches.open('carryon-catalogue')).keys();
        return keys.some(({ url }) => /\/api\/shows\/[^/]+\/episodes$/.test(url));
      }),
    )
    .toBe(true);
  await app.page.goto('about:blank');
  await stage.proxy.stop();
  await app.open('/');
  await app.expectText('Offline: showing what is on this device');
  await app.open('/episodes/never-seen');
  await app.expectText('Your server cannot be reached, and this page was not opened here before.');
  // What the server itself would answer has a page of the worker's in its place.
  await app.page.goto(`${app.origin}/api/library`);
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Your server cannot be reached');
  await app.open('/');

  await app.page
    .getByRole('link', { name: /Rail Songs/ })
    .first()
    .click();
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectText(
    /Waiting: connection lost\. .*the rest is tried again by itself\. Next try in \d+ sec/,
  );
  await stage.proxy.start();
  await app.expectDownloaded(TITLE, 50_000);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

test('a download that is asked for without any network waits for it, and goes on by itself', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  const browser = stage.browser();
  const app = new App(await browser.start(), stage.proxy.url);
  const id = await app.openEpisode(TITLE);
  await app.downloadOffline(TITLE);
  await browser.context.setOffline(false);
  await app.expectDownloaded(TITLE, 30_000);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

test('two tabs that press Download at once make one download, which both show', async ({ stage }) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  stage.proxy.bytesPerSecond = 3 * MiB;
  const browser = stage.browser();
  const first = new App(await browser.start(), stage.proxy.url);
  const id = await first.openEpisode(TITLE);
  const second = new App(await browser.context.newPage(), stage.proxy.url);
  await second.open(`/episodes/${id}`);
  const tabs = [first, second];
  const at = Date.now() + 1_000;
  for (const tab of tabs) {
    await tab.button(`Download ${TITLE}`).evaluate((button: HTMLElement, clickAt) => {
      setTimeout(() => button.click(), clickAt - Date.now());
    }, at);
  }
  for (const tab of tabs) await expect(tab.button(`Pause download of ${TITLE}`)).toBeVisible();
  for (const tab of tabs) await tab.expectDownloaded(TITLE, 50_000);
  const ranges = servedRanges(stage.product.requests).toSorted((a, b) => a.localeCompare(b));
  expect(ranges).toEqual(
    [0, 1, 2, 3]
      .map((index) => `bytes=${index * PART}-${Math.min(BYTES, (index + 1) * PART) - 1}`)
      .toSorted((a, b) => a.localeCompare(b)),
  );
  await stage.proxy.stop();
  for (const tab of tabs) expect(await tab.sha256(id)).toBe(sha256);
});

for (const [where, change] of [
  ['where a background download is refused', (app: App) => app.refuseBackgroundFetch()],
  ['without background downloads', (app: App) => app.removeBackgroundFetch()],
] as const) {
  test(`${where}, the open tab downloads, and says so`, async ({ stage }) => {
    const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
    await stage.start(1);
    const app = new App(await stage.browser().start(), stage.proxy.url);
    await change(app);
    const id = await app.openEpisode(TITLE);
    stage.proxy.bytesPerSecond = 4 * MiB;
    await app.download(TITLE);
    await app.goToDownloads();
    await app.expectText('Downloads run while this tab is open');
    await app.expectDownloaded(TITLE);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
  });
}
