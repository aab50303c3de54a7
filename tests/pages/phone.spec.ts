import type { Locator } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, type Phone } from '../support/phone.ts';
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
