import type { Locator } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, type Phone, type Point } from '../support/phone.ts';
import { MiB, type Stage } from '../support/stage.ts';

const DEFERRED = 'Waiting for a connection that is not metered.';

const unmeteredOnly = ({ page }: App): Locator =>
  page.getByRole('switch', { name: /Only over unmetered connections/ });

/** Downloads run in the tab, so that they begin at once. */
async function appOn({ page }: Phone, stage: Stage): Promise<App> {
  const app = new App(page, stage.proxy.url);
  await app.removeBackgroundFetch();
  return app;
}

/** Opens the show with three episodes, where downloads are to wait for an unmetered connection. */
async function openMetered(phone: Phone, stage: Stage): Promise<App> {
  const { page } = phone;
  for (const [index, title] of ['Small', 'Middle', 'Large'].entries())
    await stage.addEpisode(`Rail Songs/0${index + 1} ${title}.wav`, (index + 1) * MiB, index);
  await stage.start(3);
  const app = await appOn(phone, stage);
  await app.open('/settings');
  await app.expectText('Downloads wait while the connection is a mobile one.');
  const other = new App(await page.context().newPage(), app.origin);
  await other.open('/settings');
  await unmeteredOnly(app).check();
  await expect(unmeteredOnly(other)).toBeChecked();
  await other.page.close();
  await page.getByRole('combobox', { name: 'How many at a time' }).selectOption('1');
  await page.getByRole('link', { name: 'Home' }).first().click();
  await page
    .getByRole('link', { name: /Rail Songs/ })
    .first()
    .click();
  return app;
}

test('over a mobile connection downloads wait for Wi-Fi, but for one that is asked for at once', async ({
  phone,
  stage,
}) => {
  await phone.connect('cellular3g');
  const app = await openMetered(phone, stage);
  for (const title of ['Small', 'Middle', 'Large']) await app.download(title);
  await app.expectText('Waiting for Wi-Fi');
  await app.goToDownloads();
  const rows = phone.page.locator('carry-download-row');
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(3);

  stage.proxy.bytesPerSecond = 50_000;
  await app.button('Download now: Small').click();
  await expect(rows.filter({ hasText: 'Small' })).toContainText(/of 1 MB/);
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(2);
  await phone.connect('wifi');
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(0);
  await phone.connect('cellular3g');
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(2);
  stage.proxy.bytesPerSecond = Infinity;
  await app.expectDownloaded('Small');

  await app.open('/downloads');
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(2);
  stage.proxy.bytesPerSecond = 400_000;
  await phone.connect('wifi');
  await expect(rows.filter({ hasText: 'Middle' })).toContainText(/of 2.1 MB/);
  await phone.connect('cellular3g');
  await expect(rows.filter({ hasText: DEFERRED })).toHaveCount(2);
  stage.proxy.bytesPerSecond = Infinity;
  await phone.connect('wifi');
  await app.expectDownloaded('Middle');
  await app.expectDownloaded('Large');
});

test('while the data saver is on downloads wait, over any connection', async ({ phone, stage }) => {
  await phone.connect('wifi');
  await phone.saveData(true);
  const app = await openMetered(phone, stage);
  for (const title of ['Small', 'Middle']) await app.download(title);
  await app.expectText('Waiting for Wi-Fi');
  await app.goToDownloads();
  await app.button('Download now: Middle').click();
  await app.expectDownloaded('Middle');
  await app.open('/downloads');
  await app.expectText(DEFERRED);

  await phone.saveData(false);
  await phone.connect('cellular3g');
  await app.expectText(DEFERRED);
  await phone.connect('wifi');
  await app.expectDownloaded('Small');
});

test('a finger on a handle puts the queue in another order, and elsewhere it scrolls the page', async ({
  phone,
  stage,
}) => {
  const { page } = phone;
  const titles = [
    'Departure',
    'Sleeper',
    'Night Mail',
    'Viaduct',
    'Interval',
    'Arrival',
    'Buffet',
    'Tunnel',
    'Dawn',
  ];
  for (const [index, title] of titles.entries())
    await stage.addEpisode(`Night Trains/0${index + 1} ${title}.wav`, 8 * MiB, index);
  await stage.start(titles.length);
  const app = await appOn(phone, stage);
  await app.open('/');
  await page
    .getByRole('link', { name: /Night Trains/ })
    .first()
    .click();
  stage.proxy.bytesPerSecond = 50_000;
  await page.getByRole('button', { name: /^Download all/ }).click();
  await app.goToDownloads();
  await expect.poll(() => app.queue().then((queue) => queue.length)).toBe(titles.length);
  const [a = '', b = '', c = '', ...others] = await app.queue();
  const middleOf = async (locator: Locator): Promise<Point> => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it has no place on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const scrolledPx = (): Promise<number> => page.evaluate(() => scrollY);

  await app.button(`Move ${a}`).scrollIntoViewIfNeeded();
  const before = await scrolledPx();
  const from = await middleOf(app.button(`Move ${a}`));
  const to = await middleOf(app.button(`Move ${c}`));
  await phone.drag(from, { x: from.x, y: to.y + 10 });
  await expect.poll(() => app.queue()).toEqual([b, c, a, ...others]);
  expect(await scrolledPx()).toBe(before);
  await app.open('/downloads');
  await expect.poll(() => app.queue()).toEqual([b, c, a, ...others]);

  // Below what the screen shows: the page follows a finger at its edge.
  await app.button(`Move ${b}`).scrollIntoViewIfNeeded();
  const first = await middleOf(app.button(`Move ${b}`));
  await phone.drag(first, { x: first.x, y: (page.viewportSize()?.height ?? 0) - 5 }, 2_500);
  await expect.poll(() => app.queue()).toEqual([c, a, ...others, b]);
  expect(await scrolledPx()).toBeGreaterThan(100);

  await page.evaluate(() => scrollTo(0, 0));
  const row = await middleOf(page.locator('carry-download-row').nth(1));
  await phone.drag(row, { x: row.x, y: row.y - 300 });
  await expect.poll(scrolledPx).toBeGreaterThan(100);
  expect(await app.queue()).toEqual([c, a, ...others, b]);
});
