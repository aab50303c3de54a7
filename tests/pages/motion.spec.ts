import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, type Stage } from '../support/stage.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');
const DEMO_EPISODES = 16;
const PHONE = { width: 390, height: 844 };

async function open(stage: Stage): Promise<{ app: App; page: Page }> {
  stage.useLibrary(DEMO);
  await stage.start(DEMO_EPISODES);
  const page = await stage.browser().start();
  await page.setViewportSize(PHONE);
  const app = new App(page, stage.proxy.url);
  await app.open('/');
  await expect(page.getByRole('link', { name: /Carrying On/ }).first()).toBeVisible();
  return { app, page };
}

test('nothing moves when the network goes', async ({ stage }) => {
  const { app, page } = await open(stage);
  const episodePath = `/episodes/${await app.episodeId('Welcome aboard')}`;
  const showPath = await page
    .getByRole('link', { name: /Carrying On/ })
    .first()
    .getAttribute('href');
  const shifts: string[] = [];
  for (const path of ['/', showPath ?? '', episodePath]) {
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: PHONE.height });
      await app.open(path);
      await expect(page.getByText('Offline:')).toBeHidden();
      await page.waitForLoadState('networkidle');
      const heading = page.getByRole('heading', { level: 1 });
      const before = await heading.boundingBox();
      await page.context().setOffline(true);
      await expect(page.getByText('Offline:')).toBeVisible();
      const after = await heading.boundingBox();
      const list = await page.getByRole('heading', { level: 2 }).first().boundingBox();
      await page.context().setOffline(false);
      await expect(page.getByText('Offline:')).toBeHidden();
      const listBefore = await page.getByRole('heading', { level: 2 }).first().boundingBox();
      if (before?.y !== after?.y || list?.y !== listBefore?.y) shifts.push(`${path} at ${width} px`);
    }
  }
  expect(shifts).toEqual([]);
});
