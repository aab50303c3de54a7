import { App } from '../support/app.ts';
import { timesServed } from '../support/served-parts.ts';
import { expect, MiB, test } from '../support/stage.ts';

const PART = 4 * MiB;
const BYTES = 100 * MiB;
const PARTS = BYTES / PART;

for (const [how, end] of [
  ['closed', 'close'],
  ['killed', 'kill'],
] as const) {
  test(`the browser is ${how} at half of 100 MB and finishes after the next start, without fetching a finished part again`, async ({
    stage,
  }) => {
    const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
    await stage.start(1);
    stage.proxy.bytesPerSecond = 8 * MiB;
    const browser = stage.browser();
    let app = new App(await browser.start(), stage.proxy.url);
    await app.open('/');
    const id = await app.episodeId('Night Mail');
    await app.open(`/episodes/${id}`);
    await app.download('Night Mail');
    await expect
      .poll(() => app.storedParts(id).then((parts) => parts.length), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(PARTS / 2 - 1);
    const storedBefore = await app.storedParts(id);
    await browser[end]();
    const sentBefore = stage.proxy.sentBytes;

    app = new App(await browser.start(), stage.proxy.url);
    await app.open('/downloads');
    expect(await app.storedParts(id)).toEqual(expect.arrayContaining(storedBefore));
    await app.expectDownloaded('Night Mail', 110_000);
    const refetchedBytes = stage.proxy.sentBytes - sentBefore - (BYTES - storedBefore.length * PART);
    console.log(
      `${how}: ${storedBefore.length} of ${PARTS} parts were stored; ${(refetchedBytes / PART).toFixed(2)} parts' bytes more than missing came after the restart`,
    );

    // `storedBefore` was read a moment before the end: a part may have been finished in between.
    expect(refetchedBytes).toBeLessThanOrEqual(2 * PART);
    for (const part of storedBefore) expect(timesServed(stage.product.requests, PART).get(part)).toBe(1);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
  });
}

test('an update of the app is offered, waits for consent, and does not disturb a running download', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', 40 * MiB);
  await stage.start(1);
  stage.proxy.bytesPerSecond = 4 * MiB;
  const browser = stage.browser();
  const deployment = await stage.deploy();
  const app = new App(await browser.start(), deployment.url);
  await app.open('/');
  const id = await app.episodeId('Night Mail');
  await app.open(`/episodes/${id}`);
  await app.download('Night Mail');
  await expect
    .poll(() => app.storedParts(id).then((parts) => parts.length), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(2);

  deployment.version = 2;
  await app.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const consent = app.page.getByRole('button', { name: 'Update now' });
  await expect(consent).toBeVisible();
  expect(await app.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state)).toBe(
    'installed',
  );
  await expect(app.button('Cancel download of Night Mail')).toBeVisible();

  const reloaded = app.page.waitForEvent('load');
  await consent.click();
  await reloaded;
  expect(await app.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  await app.expectDownloaded('Night Mail', 60_000);
  for (const times of timesServed(stage.product.requests, PART).values()) expect(times).toBe(1);
  await deployment.stop();
  expect(await app.sha256(id)).toBe(sha256);
});
