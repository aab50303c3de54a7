import { setTimeout as delay } from 'node:timers/promises';
import { App } from '../support/app.ts';
import { expect, MiB, test } from '../support/stage.ts';

test('a new version is found within the hour while the app stays open, and says that downloads go on', async ({
  stage,
}) => {
  await stage.start(0);
  const deployment = await stage.deploy();
  const page = await stage.browser().start();
  await page.clock.install();
  const app = new App(page, deployment.url);
  await app.open('/');
  // The first visit installs the worker that the next one is updated from.
  await app.open('/');
  // The browser itself looks for an update about a second after each visit.
  await delay(3_000);
  deployment.version = 2;
  await delay(2_000);
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await page.clock.fastForward('01:00:01');
  await expect(
    page.getByRole('group').getByText('A new version is ready. Downloads go on while it starts.'),
  ).toBeVisible();
  await expect(app.button('Update now')).toBeVisible();
});

test('an episode plays on while an update waits, and from the same place once somebody has agreed', async ({
  stage,
}) => {
  await stage.addEpisode('Rail Songs/Night Mail.wav', 24 * MiB);
  await stage.start(1);
  const deployment = await stage.deploy();
  const page = await stage.browser().start();
  const app = new App(page, deployment.url);
  await app.open('/');
  const id = await app.episodeId('Night Mail');
  await app.open(`/episodes/${id}`);
  stage.proxy.bytesPerSecond = 2 * MiB;
  await app.download('Night Mail');
  await app.button('Play Night Mail').click();
  const place = (): Promise<number> => app.media((element) => element.currentTime);
  await expect.poll(place).toBeGreaterThan(1);

  deployment.version = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(app.button('Update now')).toBeVisible();
  const waitingSeconds = await place();
  await expect.poll(place).toBeGreaterThan(waitingSeconds + 1);

  const reloaded = page.waitForEvent('load');
  const agreedSeconds = await place();
  await app.button('Update now').click();
  await reloaded;
  await expect.poll(place).toBeGreaterThan(agreedSeconds + 2);
  expect(await place()).toBeLessThan(agreedSeconds + 10);
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded('Night Mail', 60_000);
});

test('a page that brought the first version is updated as well', async ({ stage }) => {
  await stage.start(0);
  const deployment = await stage.deploy();
  const page = await stage.browser().start();
  const app = new App(page, deployment.url);
  await app.open('/');
  deployment.version = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const reloaded = page.waitForEvent('load');
  await app.button('Update now').click();
  await reloaded;
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
});
