import { FirefoxApp } from '../support/firefox-app.ts';
import { expect, MiB, test } from '../support/stage-with-firefox.ts';

const PART = 4 * MiB;
const BYTES = 61 * MiB;
const TITLE = 'Long Way';
/** Of the WAV files that the journeys play. */
const BYTES_PER_SECOND = 176_400;

test('in Firefox an episode plays while it downloads: a seek to what is missing, a lost network, a storm of seeks', async ({
  stage,
  firefox,
}) => {
  test.setTimeout(240_000);
  const sha256 = await stage.addEpisode('Rail Songs/Long Way.wav', BYTES);
  await stage.start(1);
  const app = new FirefoxApp(await firefox.start(), stage.proxy.url);
  const position = () => app.media((element) => element.currentTime);
  const expectPlayingOn = async (): Promise<void> => {
    const from = await position();
    await expect.poll(position, { timeout: 30_000 }).toBeGreaterThan(from + 0.5);
  };
  const id = await app.openEpisode(TITLE);
  stage.proxy.bytesPerSecond = 2 * MiB;
  await app.download(TITLE);
  await app.press(`Play ${TITLE}`);
  // Without a sound device, Firefox plays nothing that can be heard.
  await app.media((element) => {
    element.muted = true;
    return element.play();
  });
  await expectPlayingOn();
  expect(await app.storedParts(id)).not.toContain(10);

  const place = (10 * PART + 1 * MiB) / BYTES_PER_SECOND;
  await app.seek(place);
  await expect.poll(position, { timeout: 30_000 }).toBeGreaterThan(place + 0.5);
  await expect.poll(() => app.storedParts(id), { timeout: 30_000 }).toContain(10);

  await stage.proxy.stop();
  const stored = new Set(await app.storedParts(id));
  const isMissingAfter = (part: number): boolean => stored.has(part) && !stored.has(part + 1);
  const lastOfRun = [...stored].toSorted((a, b) => a - b).find(isMissingAfter) ?? 0;
  const endSeconds = ((lastOfRun + 1) * PART) / BYTES_PER_SECOND;
  await app.seek(endSeconds - 4);
  await app.expectText('There is no network.');
  expect(await position()).toBeGreaterThan(endSeconds - 2);
  expect(await app.media((element) => element.error?.message ?? null)).toBeNull();
  stage.proxy.bytesPerSecond = 6 * MiB;
  await stage.proxy.start();
  await expect.poll(position, { timeout: 60_000 }).toBeGreaterThan(endSeconds + 0.5);

  const durationSeconds = await app.media((element) => element.duration);
  for (let seek = 0; seek < 50; seek++) {
    await app.seek(durationSeconds * ((seek * 0.37) % 1));
    await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 80)));
  }
  await app.seek(durationSeconds * 0.5);
  await expectPlayingOn();
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded(TITLE);
  await expectPlayingOn();
  await app.media((element) => element.pause());
  // The whole episode is here: whatever still asks the server was left behind.
  await expect.poll(() => stage.proxy.openConnections, { timeout: 40_000 }).toBeLessThanOrEqual(2);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});
