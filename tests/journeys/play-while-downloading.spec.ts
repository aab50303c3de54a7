import { App } from '../support/app.ts';
import { expect, MiB, test, type Stage } from '../support/stage.ts';

const PART = 4 * MiB;
const BYTES = 61 * MiB;
const TITLE = 'Night Mail';
/** Of the WAV files that the journeys play. */
const BYTES_PER_SECOND = 176_400;

const openEpisode = async (
  stage: Stage,
  inTab: boolean,
): Promise<{ app: App; id: string; sha256: string }> => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  if (inTab) await app.removeBackgroundFetch();
  return { app, id: await app.openEpisode(TITLE), sha256 };
};

const position = (app: App) => app.media((element) => element.currentTime);

const expectPlayingOn = async (app: App, timeoutMs = 15_000): Promise<void> => {
  const from = await position(app);
  await expect.poll(() => position(app), { timeout: timeoutMs }).toBeGreaterThan(from + 0.5);
};

for (const inTab of [false, true]) {
  const where = inTab ? 'in the tab' : 'in the background';

  test(`an episode plays while it downloads, ${where}; a seek goes to what is missing, and keeps it`, async ({
    stage,
  }) => {
    const { app, id, sha256 } = await openEpisode(stage, inTab);
    stage.proxy.bytesPerSecond = 2 * MiB;
    await app.download(TITLE);
    await expect(app.button(`Pause download of ${TITLE}`)).toBeVisible();
    const tappedAt = Date.now();
    await app.button(`Play ${TITLE}`).click();
    await expect.poll(() => position(app), { intervals: [50] }).toBeGreaterThan(0);
    console.log(`${where}: first sound ${Date.now() - tappedAt} ms after Play, at 2 MiB/s`);

    const place = 10 * PART + 1 * MiB;
    expect(await app.storedParts(id)).not.toContain(10);
    await app.seek(place / BYTES_PER_SECOND);
    await expectPlayingOn(app);
    expect(await position(app)).toBeGreaterThan(place / BYTES_PER_SECOND);
    await expect.poll(() => app.storedParts(id), { timeout: 20_000 }).toContain(10);

    stage.proxy.bytesPerSecond = Infinity;
    await app.expectDownloaded(TITLE, 60_000);
    await expectPlayingOn(app);
    await stage.proxy.stop();
    expect(await app.sha256(id)).toBe(sha256);
  });
}

test('when the network dies, playback goes on to the end of what is stored, says so, and goes on by itself', async ({
  stage,
}) => {
  const { app, id } = await openEpisode(stage, true);
  stage.proxy.bytesPerSecond = 3 * MiB;
  await app.download(TITLE);
  await app.expectStoredParts(id, 2);
  await stage.proxy.stop();
  const stored = await app.storedParts(id);
  const endSeconds = ((Math.max(...stored) + 1) * PART) / BYTES_PER_SECOND;
  await app.button(`Play ${TITLE}`).click();
  await expectPlayingOn(app);
  await app.seek(endSeconds - 4);
  await app.expectText('There is no network.', 20_000);
  expect(await position(app)).toBeGreaterThan(endSeconds - 1);
  expect(await app.media((element) => element.error?.message ?? null)).toBeNull();

  stage.proxy.bytesPerSecond = Infinity;
  await stage.proxy.start();
  await expect.poll(() => position(app), { timeout: 30_000 }).toBeGreaterThan(endSeconds + 0.5);
  await expect(app.page.getByText('There is no network.').first()).toBeHidden();
});

test('a seek storm leaves no request behind, and playback goes on', async ({ stage }) => {
  const { app } = await openEpisode(stage, true);
  stage.proxy.bytesPerSecond = 6 * MiB;
  await app.download(TITLE);
  await app.button(`Play ${TITLE}`).click();
  await expect.poll(() => position(app)).toBeGreaterThan(0.5);
  const durationSeconds = await app.media((element) => element.duration);
  for (let seek = 0; seek < 50; seek++) {
    await app.seek(durationSeconds * ((seek * 0.37) % 1));
    await app.page.waitForTimeout(100);
  }
  await app.seek(durationSeconds * 0.5);
  await expectPlayingOn(app, 30_000);
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded(TITLE, 60_000);
  await app.media((element) => element.pause());
  // The whole episode is here: whatever still asks the server was left behind.
  await expect.poll(() => stage.proxy.openConnections, { timeout: 40_000 }).toBeLessThanOrEqual(2);
  const sentBytes = stage.proxy.sentBytes;
  await app.page.waitForTimeout(2_000);
  expect(stage.proxy.sentBytes - sentBytes).toBeLessThan(64 * 1024);
});

test('a worker that is stopped in mid-playback, and after a long pause, is not noticed', async ({
  stage,
}) => {
  const { app, id } = await openEpisode(stage, true);
  stage.proxy.bytesPerSecond = 2 * MiB;
  await app.download(TITLE);
  await app.button(`Play ${TITLE}`).click();
  await expect.poll(() => position(app)).toBeGreaterThan(0.5);
  await app.stopWorkers();
  await expectPlayingOn(app);
  await app.media((element) => element.pause());
  await app.stopWorkers();
  await app.media((element) => void element.play());
  await expectPlayingOn(app);
  await app.seek((10 * PART) / BYTES_PER_SECOND);
  await app.stopWorkers();
  await expectPlayingOn(app, 30_000);
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded(TITLE, 60_000);
  expect(await app.storedParts(id)).toHaveLength(Math.ceil(BYTES / PART));
});
