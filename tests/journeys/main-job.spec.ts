import { App } from '../support/app.ts';
import { servedRanges } from '../support/served-parts.ts';
import { expect, MiB, test } from '../support/stage.ts';

test('browse, download, close the tab, lose the network, play, seek anywhere', async ({ stage }) => {
  const sha256 = await stage.addEpisode('Rail Songs/Long Way.wav', 21 * MiB + 1000, 1);
  await stage.addEpisode('Rail Songs/Other Way.wav', 1 * MiB, 2);
  await stage.start(2);
  const browser = stage.browser();
  const app = new App(await browser.start(), stage.proxy.url);

  await app.open('/');
  await app.page
    .getByRole('link', { name: /Rail Songs/ })
    .first()
    .click();
  await expect(app.page.getByRole('heading', { name: 'Rail Songs' })).toBeVisible();
  await app.download('Long Way');
  await app.expectDownloaded('Long Way');
  const id = await app.episodeId('Long Way');

  await stage.product.stop();
  await stage.proxy.stop();
  await app.page.goto('about:blank');

  await app.open(`/episodes/${id}`);
  await expect(app.page.getByRole('heading', { name: 'Long Way' })).toBeVisible();
  expect(await app.sha256(id)).toBe(sha256);

  await app.button('Play Long Way').click();
  await expect
    .poll(() => app.media((element) => element.currentTime), { timeout: 10_000 })
    .toBeGreaterThan(0.5);
  const durationSeconds = await app.media((element) => element.duration);
  for (const place of [0.95, 0.1, 0.7, 0.33]) {
    await app.media((element) => element.pause());
    await app.seek(durationSeconds * place);
    await expect.poll(() => app.media((element) => element.seeking)).toBe(false);
    await app.media((element) => void element.play());
    await expect
      .poll(() => app.media((element) => element.currentTime))
      .toBeGreaterThan(durationSeconds * place + 0.2);
    expect(await app.media((element) => element.error?.message ?? null)).toBeNull();
  }

  await app.open('/');
  await expect(app.page.getByText('Offline: showing what is on this device')).toBeVisible();
  await expect(app.page.getByRole('link', { name: /Rail Songs/ }).first()).toBeVisible();
});

test('several episodes go on downloading with the tab closed', async ({ stage }) => {
  const titles = ['First', 'Second', 'Third'];
  const hashes = [];
  for (const [index, title] of titles.entries()) {
    hashes.push(await stage.addEpisode(`Rail Songs/${title}.wav`, 9 * MiB, index + 1));
  }
  await stage.start(3);
  stage.proxy.bytesPerSecond = 6 * MiB;
  const browser = stage.browser();
  const app = new App(await browser.start(), stage.proxy.url);
  await app.open('/');
  await app.page
    .getByRole('link', { name: /Rail Songs/ })
    .first()
    .click();
  for (const title of titles) await app.download(title);
  for (const title of titles) await expect(app.button(`Cancel download of ${title}`)).toBeVisible();
  const ids = [];
  for (const title of titles) ids.push(await app.episodeId(title));
  await expect
    .poll(() =>
      app.page.evaluate(
        async () => (await (await navigator.serviceWorker.ready).backgroundFetch?.getIds())?.length,
      ),
    )
    .toBe(3);

  await app.page.goto('about:blank');
  await expect.poll(() => servedRanges(stage.product.requests).length, { timeout: 60_000 }).toBe(9);
  await app.page.waitForTimeout(1500);
  await stage.proxy.stop();

  await app.open('/downloads');
  for (const [index, title] of titles.entries()) {
    await app.expectDownloaded(title, 15_000);
    expect(await app.sha256(ids[index] ?? '')).toBe(hashes[index]);
  }
});
