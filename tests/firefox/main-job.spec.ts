import { FirefoxApp } from '../support/firefox-app.ts';
import { timesServed } from '../support/served-parts.ts';
import { expect, MiB, test } from '../support/stage-with-firefox.ts';

const PART = 4 * MiB;
const FILE = 'Rail Songs/Long Way.wav';
const TITLE = 'Long Way';

// Firefox takes its time on a busy machine.
test.describe.configure({ timeout: 240_000 });

test('in Firefox: browse, download in the tab, lose the network, play, seek anywhere', async ({
  stage,
  firefox,
}) => {
  const sha256 = await stage.addEpisode(FILE, 21 * MiB + 1000);
  await stage.addEpisode('Rail Songs/Other Way.wav', 1 * MiB, 2);
  await stage.start(2);
  const app = new FirefoxApp(await firefox.start(), stage.proxy.url);

  await app.open('/');
  await app.followShow('Rail Songs');
  stage.proxy.bytesPerSecond = 6 * MiB;
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectText('Downloads run while this tab is open');
  await app.expectDownloaded(TITLE);
  const id = await app.episodeId(TITLE);

  await stage.product.stop();
  await stage.proxy.stop();
  await app.page.goto('about:blank');

  await app.open(`/episodes/${id}`);
  await app.expectHeading(TITLE);
  expect(await app.sha256(id)).toBe(sha256);

  await app.press(`Play ${TITLE}`);
  // Without a sound device, Firefox plays nothing that can be heard.
  await app.media((element) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.5);
  const durationSeconds = await app.media((element) => element.duration);
  for (const place of [0.95, 0.1, 0.7, 0.33]) {
    await app.media((element) => element.pause());
    await app.seek(durationSeconds * place);
    await expect.poll(() => app.media((element) => element.seeking)).toBe(false);
    await app.media((element) => element.play());
    await expect
      .poll(() => app.media((element) => element.currentTime))
      .toBeGreaterThan(durationSeconds * place + 0.2);
    expect(await app.media((element) => element.error?.message ?? null)).toBeNull();
  }

  await app.open('/');
  await app.expectText('Offline: showing what is on this device');
  await app.expectText('Rail Songs');
});

for (const [how, end] of [
  ['closed', 'close'],
  ['killed', 'kill'],
] as const) {
  test(`Firefox is ${how} in mid-download and finishes after the next start, without fetching a stored part again`, async ({
    stage,
    firefox,
  }) => {
    const sha256 = await stage.addEpisode(FILE, 41 * MiB);
    await stage.start(1);
    stage.proxy.bytesPerSecond = 6 * MiB;
    let app = new FirefoxApp(await firefox.start(), stage.proxy.url);
    const id = await app.openEpisode(TITLE);
    await app.download(TITLE);
    await app.expectStoredParts(id, 4);
    const storedBefore = await app.storedParts(id);
    await firefox[end]();
    expect(storedBefore.length).toBeLessThan(10);

    app = new FirefoxApp(await firefox.start(), stage.proxy.url);
    await app.open('/downloads');
    expect(await app.storedParts(id)).toEqual(expect.arrayContaining(storedBefore));
    await app.expectDownloaded(TITLE);
    for (const part of storedBefore) expect(timesServed(stage.product.requests, PART).get(part)).toBe(1);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
  });
}

test('in Firefox: a server that goes away in mid-download is waited for, and asked for the rest', async ({
  stage,
  firefox,
}) => {
  const sha256 = await stage.addEpisode(FILE, 41 * MiB);
  await stage.start(1);
  stage.proxy.bytesPerSecond = 6 * MiB;
  const app = new FirefoxApp(await firefox.start(), stage.proxy.url);
  const id = await app.openEpisode(TITLE);
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectStoredParts(id, 2);
  await stage.proxy.stop();
  await app.expectText('Waiting: connection lost.');
  const storedBefore = await app.storedParts(id);
  await stage.proxy.start();
  await app.expectDownloaded(TITLE);
  for (const part of storedBefore) expect(timesServed(stage.product.requests, PART).get(part)).toBe(1);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});
