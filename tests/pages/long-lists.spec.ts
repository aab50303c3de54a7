import { App } from '../support/app.ts';
import { expect, test, type Stage } from '../support/stage.ts';

const EPISODES = 120;
const HALF_SECOND = 88_200;

/** Opens a show whose list is several windows long. */
async function openLongShow(stage: Stage): Promise<App> {
  for (let number = 1; number <= EPISODES; number += 1) {
    const title = number % 10 === 0 ? 'Café Étoile' : 'Night Mail';
    await stage.addEpisode(
      `Night Trains/${String(number).padStart(3, '0')} ${title} ${number}.wav`,
      HALF_SECOND,
      number,
    );
  }
  await stage.start(EPISODES);
  const page = await stage.browser().start();
  await page.setViewportSize({ width: 390, height: 844 });
  const app = new App(page, stage.proxy.url);
  await app.removeBackgroundFetch();
  await app.open('/');
  await page
    .getByRole('link', { name: /Night Trains/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Night Trains', level: 1 })).toBeVisible();
  return app;
}

test('a long show is found again where it was left, and so is what was chosen from it', async ({ stage }) => {
  const { page } = await openLongShow(stage);
  const rows = page.locator('carry-episode-list li:not(.gap)');
  const scrolledPx = () => page.evaluate(() => scrollY);

  await test.step('its place, by the back button', async () => {
    await expect(rows.first()).toBeVisible();
    await expect
      .poll(async () => {
        await page.evaluate(() => scrollTo(0, 7_000));
        return scrolledPx();
      })
      .toBe(7_000);
    const link = rows.getByRole('link').filter({ visible: true });
    const row = link.nth(Math.floor((await link.count()) / 2));
    const title = await row.innerText();
    await row.scrollIntoViewIfNeeded();
    const before = await row.boundingBox();
    await row.click();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await page.goBack();
    const same = page.getByRole('link', { name: title, exact: true });
    await expect(same).toBeInViewport();
    await expect
      .poll(async () => Math.abs(((await same.boundingBox())?.y ?? 0) - (before?.y ?? 0)))
      .toBeLessThan(2);
    expect(await rows.count()).toBeLessThanOrEqual(60);
  });

  await test.step('what was looked for, over all episodes, whatever its accents', async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('searchbox', { name: 'Find in this show' }).fill('cafe etoile');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first');
    await expect(page.getByText('12 of 120 episodes')).toBeVisible();
    await rows.first().getByRole('link').click();
    await expect(page.getByRole('heading', { name: /Café Étoile/, level: 1 })).toBeVisible();
    await page.goBack();
    await expect(page.getByText('12 of 120 episodes')).toBeVisible();
    await expect(page.getByRole('searchbox')).toHaveValue('cafe etoile');
    await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('Oldest first');
  });
});

test('what is marked as played is so after a reload, and a whole show can be taken back', async ({
  stage,
}) => {
  const app = await openLongShow(stage);
  const { page } = app;
  const choose = (label: string) =>
    page.getByRole('combobox', { name: 'Which episodes' }).selectOption(label);
  const more = page.getByRole('button', { name: /^More for / }).first();
  const title = (await more.getAttribute('aria-label'))?.replace('More for ', '') ?? '';
  await more.click();
  await page.getByRole('menuitem', { name: 'Mark played' }).click();
  await app.expectText(`Marked as played: ${title}`);
  await choose('Not played');
  await app.expectText('119 of 120 episodes');
  await page.reload();
  await app.expectText('119 of 120 episodes');

  await page.getByRole('button', { name: 'Mark all as played' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mark 119 episodes as played?' });
  await dialog.getByRole('button', { name: 'Mark as played' }).click();
  await app.expectText('Nothing left to play.');
  await app.button('Undo').click();
  await app.expectText('119 of 120 episodes');

  await choose('Downloaded');
  await app.expectText('Nothing of this show is on this device.');
  await page.getByRole('button', { name: 'Show all' }).click();
  await app.download(title);
  await app.expectDownloaded(title);
  await choose('Downloaded');
  await app.expectText('1 of 120 episodes');
});
