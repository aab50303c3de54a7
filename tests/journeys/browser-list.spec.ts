import { App } from '../support/app.ts';
import { Screen } from '../support/screen.ts';
import { expect, MiB, test, type Stage } from '../support/stage.ts';

/** Where Chromium 1280 pixels wide shows its download button, and, below it, the first row of the list. */
const BUTTON = { x: 1180, y: 63 };
const ROW = { y: 150, title: 1000, pause: 1127, cancel: 1163 };

const screen = new Screen(90 + (process.pid % 500));

test.describe.configure({ mode: 'serial' });
test.skip(process.env['CARRYON_SCREEN'] !== '1', 'needs Xvfb, openbox, xdotool and ImageMagick (Linux)');
test.beforeAll(() => screen.start());
test.afterAll(() => screen.stop());

/**
 * Starts a download and goes to a page of the app before it has begun: Chromium holds the next request of a Background Fetch
 * back for half a minute after each navigation.
 */
async function downloadInWindow(
  stage: Stage,
  page: 'Home' | 'Downloads',
): Promise<{ app: App; id: string; sha256: string }> {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', 60 * MiB);
  await stage.start(1);
  stage.proxy.bytesPerSecond = 3 * MiB;
  const browser = stage.browser({ display: screen.display });
  const app = new App(await browser.start(), stage.proxy.url);
  await app.open('/');
  const id = await app.episodeId('Night Mail');
  await app.open(`/episodes/${id}`);
  await app.download('Night Mail');
  await app.page.getByRole('link', { name: page }).first().click();
  await expect
    .poll(() => app.storedParts(id).then((parts) => parts.length), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(1);
  return { app, id, sha256 };
}

async function openList(): Promise<void> {
  await screen.click(BUTTON.x, BUTTON.y);
  await screen.hover(ROW.title, ROW.y);
}

test('cancel in the browser’s own list cancels the download, and can be undone in the app', async ({
  stage,
}) => {
  const { app, id } = await downloadInWindow(stage, 'Downloads');
  await openList();
  await screen.click(ROW.cancel, ROW.y);
  await expect(app.button('Cancel download of Night Mail')).toBeHidden();
  await app.expectText('Cancelled the download of Night Mail');
  await expect(app.button('Undo')).toBeVisible();
  const sentBytes = stage.proxy.sentBytes;
  // The undo window closes, and what had arrived makes room again.
  await expect.poll(() => app.storedParts(id), { timeout: 20_000 }).toEqual([]);
  expect(stage.proxy.sentBytes - sentBytes).toBeLessThan(1 * MiB);
});

test('pause and resume in the browser’s own list are obeyed, and the app says that nothing arrives', async ({
  stage,
}) => {
  const { app, id, sha256 } = await downloadInWindow(stage, 'Downloads');
  await openList();
  await screen.click(ROW.pause, ROW.y);
  await app.page.waitForTimeout(2_000);
  const pausedBytes = stage.proxy.sentBytes;
  await expect(app.page.getByText(/paused in the browser’s own list/).first()).toBeVisible({
    timeout: 25_000,
  });
  expect(stage.proxy.sentBytes - pausedBytes).toBeLessThan(1 * MiB);

  stage.proxy.bytesPerSecond = 30 * MiB;
  await screen.click(ROW.pause, ROW.y);
  await app.expectDownloaded('Night Mail', 60_000);
  await stage.proxy.stop();
  expect(await app.sha256(id)).toBe(sha256);
});

test('a click on the row leads to the progress while it runs, and to the episode when it is done', async ({
  stage,
}) => {
  const { app, id } = await downloadInWindow(stage, 'Home');
  await openList();
  await screen.click(ROW.title, ROW.y);
  await expect(app.page).toHaveURL(`${stage.proxy.url}/downloads`);
  await expect(app.button('Cancel download of Night Mail')).toBeVisible();

  stage.proxy.bytesPerSecond = 30 * MiB;
  await app.expectDownloaded('Night Mail', 60_000);
  // Chromium shows the finished download by itself for a while; the button then closes that first.
  await expect(async () => {
    await openList();
    await screen.click(ROW.title, ROW.y);
    await expect(app.page).toHaveURL(`${stage.proxy.url}/episodes/${id}`, { timeout: 3_000 });
  }).toPass();
});
