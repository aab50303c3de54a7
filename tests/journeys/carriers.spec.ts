import { App } from '../support/app.ts';
import { timesServed } from '../support/served-parts.ts';
import { expect, MiB, test } from '../support/stage.ts';

const PART = 4 * MiB;
const BYTES = 60 * MiB;
const PARTS = BYTES / PART;
const TITLE = 'Night Mail';
const SYNC_TAG = 'carryon-downloads';

/** The browser repeats a sync event that left something undone; so does this. */
const untilSynced = (app: App, check: () => void): Promise<void> =>
  expect(async () => {
    await app.dispatchSync(SYNC_TAG);
    await expect(check).toPass({ timeout: 25_000 });
  }).toPass({ timeout: 80_000 });

test('a download that the browser began goes on in a tab, and is finished by the worker alone, each stored part sent once', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  stage.proxy.bytesPerSecond = 6 * MiB;
  const browser = stage.browser();
  let app = new App(await browser.start(), stage.proxy.url);
  const id = await app.openEpisode(TITLE);
  await app.download(TITLE);
  await app.expectStoredParts(id, 3);
  await browser.close();

  app = new App(await browser.start(), stage.proxy.url);
  await app.removeBackgroundFetch();
  await app.open('/downloads');
  const times = () => timesServed(stage.product.requests, PART);
  const byBrowser = new Map((await app.storedParts(id)).map((part) => [part, times().get(part)]));
  await app.expectStoredParts(id, byBrowser.size + 3);
  const byTab = new Map((await app.storedParts(id)).map((part) => [part, times().get(part)]));
  expect(byTab.size).toBeLessThan(PARTS);
  await app.page.goto('about:blank');

  stage.proxy.bytesPerSecond = Infinity;
  await untilSynced(app, () => expect(times().size).toBe(PARTS));
  await app.page.waitForTimeout(3_000);
  await stage.proxy.stop();
  await app.open(`/episodes/${id}`);
  await app.expectDownloaded(TITLE);
  expect(await app.sha256(id)).toBe(sha256);
  for (const [part, timesThen] of [...byBrowser, ...byTab])
    expect(times().get(part), `part ${part}`).toBe(timesThen);
});

test('a download that is asked for offline is brought by the worker when the network is back, with the tab closed', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', 13 * MiB);
  await stage.start(1);
  const browser = stage.browser();
  const app = new App(await browser.start(), stage.proxy.url);
  const id = await app.openEpisode(TITLE);
  await app.downloadOffline(TITLE);
  const tags = () =>
    app.page.evaluate(async () => {
      const { sync } = (await navigator.serviceWorker.ready) as unknown as {
        sync: { getTags(): Promise<string[]> };
      };
      return sync.getTags();
    });
  await expect.poll(tags).toContain(SYNC_TAG);
  await app.page.goto('about:blank');
  await browser.context.setOffline(false);
  await untilSynced(app, () => expect(timesServed(stage.product.requests, 1 * MiB).size).toBe(4));
  await app.page.waitForTimeout(2_000);
  await stage.proxy.stop();
  await app.open(`/episodes/${id}`);
  await app.expectDownloaded(TITLE);
  expect(await app.sha256(id)).toBe(sha256);
});

test('when the tab that downloads is closed, another one goes on at once', async ({ stage }) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  const browser = stage.browser();
  const first = new App(await browser.start(), stage.proxy.url);
  await first.removeBackgroundFetch();
  const id = await first.openEpisode(TITLE);
  const second = new App(await browser.context.newPage(), stage.proxy.url);
  await second.removeBackgroundFetch();
  await second.open('/downloads');
  stage.proxy.bytesPerSecond = 8 * MiB;
  await first.download(TITLE);
  await first.expectStoredParts(id, 3);
  await expect(second.button(`Cancel download of ${TITLE}`)).toBeVisible();
  const stored = new Map(
    (await second.storedParts(id)).map((part) => [part, timesServed(stage.product.requests, PART).get(part)]),
  );
  await first.page.close();
  await second.expectDownloaded(TITLE);
  for (const [part, timesThen] of stored)
    expect(timesServed(stage.product.requests, PART).get(part), `part ${part}`).toBe(timesThen);
  await stage.proxy.stop();
  expect(await second.sha256(id)).toBe(sha256);
});
