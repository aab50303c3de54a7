import { App } from '../support/app.ts';
import { expect, MiB, test } from '../support/stage.ts';

const TITLE = 'Long Shunt';

async function follow(app: App, address: string): Promise<void> {
  await app.open('/search');
  await app.page.getByRole('searchbox').fill(address);
  await app.page.getByRole('button', { name: /^Follow / }).click();
}

test('a podcast is followed by the address of its page, downloaded in the background, and plays with everybody gone', async ({
  stage,
}) => {
  const publisher = await stage.publisher();
  await publisher.addEpisode('Short Shunt', 1 * MiB, 2);
  const sha256 = await publisher.addEpisode(TITLE, 21 * MiB + 1000);
  await stage.start(0);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  const { page } = app;
  await follow(app, publisher.url);
  await expect(page.getByRole('heading', { name: 'Signal Box', level: 1 })).toBeVisible();
  const id = await app.episodeId(TITLE);

  stage.proxy.bytesPerSecond = 8 * MiB;
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectDownloaded(TITLE);
  await publisher.stop();
  await stage.product.stop();
  await stage.proxy.stop();

  await app.open(`/episodes/${id}`);
  expect(await app.sha256(id)).toBe(sha256);
  await expect(page.getByText(`Notes of ${TITLE}`)).toBeVisible();
  expect(await page.title()).not.toBe('taken over');
  await page.getByRole('button', { name: 'Play from 0:02' }).click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(2.5);
  await expect(page.getByText('The points').first()).toBeVisible();
  const durationSeconds = await app.media((element) => element.duration);
  for (const place of [0.95, 0.1, 0.7]) {
    await app.seek(durationSeconds * place);
    await expect
      .poll(() => app.media((element) => element.currentTime))
      .toBeGreaterThan(durationSeconds * place + 0.2);
  }
});

test('a new episode comes with a refresh, what was followed is left with its downloads kept, and comes back', async ({
  stage,
}) => {
  const publisher = await stage.publisher();
  await publisher.addEpisode('One', 1 * MiB);
  await stage.start(0);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  const { page } = app;
  await app.removeBackgroundFetch();
  await follow(app, publisher.feedUrl.replace('http://', ''));
  await expect(page.getByRole('heading', { name: 'Signal Box', level: 1 })).toBeVisible();
  await publisher.addEpisode('Two', 1 * MiB, 2);
  await page.getByRole('button', { name: 'Following Signal Box: more' }).click();
  await page.getByRole('menuitem', { name: 'Refresh now' }).click();
  await app.download('Two');
  await app.expectDownloaded('Two');

  await page.getByRole('button', { name: 'Following Signal Box: more' }).click();
  await page.getByRole('menuitem', { name: 'Unfollow' }).click();
  await page
    .getByRole('dialog', { name: 'Unfollow Signal Box?' })
    .getByRole('button', { name: 'Unfollow' })
    .click();
  await app.goToDownloads();
  await app.expectDownloaded('Two');
  await page.getByRole('link', { name: 'Home' }).first().click();
  await expect(page.getByRole('link', { name: /Signal Box/ })).toHaveCount(0);
  await app.button('Undo').click();
  await expect(page.getByRole('link', { name: /Signal Box/ }).first()).toBeVisible();
});

for (const [what, pathOf, sentence] of [
  ['is not there', (url: string) => `${url}/nothing.xml`, /nothing at this address|not there|no feed/i],
  ['is no feed', (url: string) => `${url}/0.wav`, /no feed|not a feed/i],
  ['is in a private network', () => 'http://192.168.77.1/feed.xml', /not.*(allow|ask|public)|own network/i],
] as const) {
  test(`an address that ${what} is told in a sentence`, async ({ stage }) => {
    const publisher = await stage.publisher();
    await publisher.addEpisode('One', 1 * MiB);
    await stage.start(0);
    const app = new App(await stage.browser().start(), stage.proxy.url);
    await follow(app, pathOf(publisher.url));
    await app.expectText(sentence);
    await expect(app.page.getByRole('searchbox')).toHaveValue(pathOf(publisher.url));
  });
}
