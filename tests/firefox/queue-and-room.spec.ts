import { FirefoxApp } from '../support/firefox-app.ts';
import { expect, MiB, test } from '../support/stage-with-firefox.ts';

const DAY_MS = 86_400_000;

test.describe.configure({ timeout: 240_000 });

test('in Firefox a download without room offers what could go, goes on when it is gone, and its history can be read', async ({
  stage,
  firefox,
}) => {
  await stage.addEpisode('Rail Songs/Small.wav', 1 * MiB, 2);
  await stage.addEpisode('Rail Songs/Middle.wav', 6 * MiB, 3);
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', 13 * MiB, 4);
  await stage.start(3);
  // What one site may store is a fifth of this, in KiB.
  const app = new FirefoxApp(
    await firefox.start({ 'dom.quotaManager.temporaryStorage.fixedLimit': 5 * 20 * 1024 }),
    stage.proxy.url,
  );
  await app.open('/');
  await app.followShow('Rail Songs');
  const id = await app.episodeId('Night Mail');
  for (const title of ['Small', 'Middle']) {
    await app.download(title);
    await app.expectDownloaded(title);
  }
  await app.download('Night Mail');
  await app.goToDownloads();
  await app.expectText('There is no room left on this device.');
  await app.pressText('Free ');
  await app.expectText('Make room for Night Mail');
  await app.pressText('Free 6.3 MB');
  await app.expectDownloaded('Night Mail');
  await app.pressText('No, thanks');
  await app.pressText('What happened');
  await app.expectText('Middle Removed 6.3 MB.');
  await app.expectText('Night Mail No space. Remove a download or free some space, then retry.');
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

test('in Firefox a new version is offered and replaces the old one, which plays until then; what was played goes by itself', async ({
  stage,
  firefox,
}) => {
  const FILE = 'Night Trains/Sleeper.wav';
  await stage.addEpisode(FILE, 10 * MiB);
  await stage.start(1);
  const app = new FirefoxApp(await firefox.start(), stage.proxy.url);
  const id = await app.openEpisode('Sleeper');
  await app.download('Sleeper');
  await app.expectDownloaded('Sleeper');
  const etag = () =>
    fetch(`${stage.product.url}/api/episodes/${id}`)
      .then((response) => response.json() as Promise<{ media: { etag: string | null } }>)
      .then(({ media }) => media.etag);
  const before = await etag();
  const sha256 = await stage.addEpisode(FILE, 12 * MiB, 7);
  await expect.poll(async () => [null, before].includes(await etag()), { timeout: 30_000 }).toBe(false);
  await app.open('/downloads');
  await app.expectText('A new version is on the server.');
  stage.proxy.bytesPerSecond = 1 * MiB;
  await app.press('Update Sleeper');
  await app.expectText('The old version plays until it is here.');
  await app.press('Play Sleeper');
  await app.media((element) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.2);
  await app.press('Pause Sleeper');
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded('Sleeper');
  expect(await app.sha256(id)).toBe(sha256);

  await app.media((element) => {
    element.currentTime = element.duration - 0.5;
    return element.play();
  });
  await expect.poll(() => app.media((element) => element.ended)).toBe(true);
  await app.goToSettings();
  await app.expectText('This browser does not tell which connections are metered');
  await app.choose('Remove played episodes', 'After a day');
  await app.page.evaluateOnNewDocument((aheadMs) => {
    const now = Date.now;
    Date.now = () => now() + aheadMs;
  }, 2 * DAY_MS);
  await app.open('/downloads');
  await app.expectText('Removed Sleeper, which you played');
  await app.pressText('Undo');
  await app.expectDownloaded('Sleeper');
  await app.expectText('Kept');
});
