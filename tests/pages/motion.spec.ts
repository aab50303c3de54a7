import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
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

/** Drags a finger over the screen; every step is a frame of its own, as it is for a hand. */
async function drag(page: Page, from: { x: number; y: number }, byY: number, lift = true): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    y: number,
  ): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchStart' || type === 'touchMove' ? [{ x: from.x, y }] : [],
    });
  await touch('touchStart', from.y);
  for (let step = 1; byY !== 0 && step <= 10; step++) {
    await touch('touchMove', from.y + (byY * step) / 10);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await touch(lift ? 'touchEnd' : 'touchCancel', from.y + byY);
  await session.detach();
}

async function tap(page: Page, locator: Locator): Promise<void> {
  await drag(page, await middle(locator), 0);
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('nothing to touch');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a swipe up opens the player and a swipe down closes it; taps, scrolling and the seek bar stay what they are', async ({
  stage,
}) => {
  const { app, page } = await open(stage);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await app.openEpisode('Welcome aboard');
  await tap(page, app.button('Play Welcome aboard'));
  const opener = app.button('Open the player');
  const full = page.getByRole('dialog', { name: 'Player' });
  const scrolled = () => full.evaluate((dialog) => dialog.scrollTop);
  await expect(opener).toBeVisible();

  await test.step('a short swipe up, one sideways and one that is taken away do nothing', async () => {
    await drag(page, await middle(opener), -30);
    await drag(page, await middle(opener), -200, false);
    await expect(page.locator('carry-player[data-swiping]')).toHaveCount(0);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await expect(full).toBeHidden();
  });

  await test.step('a swipe up opens it, and presses nothing', async () => {
    const pause = page.locator('carry-transport[compact]').getByRole('button', { name: /^Pause/ });
    await drag(page, await middle(pause), -120);
    await expect(full).toBeVisible();
    expect(await app.media(({ paused }) => paused)).toBe(false);
  });

  const artwork = full.locator('carry-artwork');
  await test.step('up on the artwork scrolls; while it is scrolled, down scrolls back', async () => {
    await drag(page, await middle(artwork), -150);
    await expect.poll(scrolled).toBeGreaterThan(80);
    await drag(page, await middle(artwork), 60);
    await expect(full).toBeVisible();
    await full.evaluate((dialog) => dialog.scrollTo(0, 0));
    await expect(full).toHaveClass('at-top');
  });

  await test.step('down on the seek bar does not close it', async () => {
    await drag(page, await middle(full.getByRole('slider', { name: 'Position' })), 150);
    await page.waitForTimeout(300);
    await expect(full).toBeVisible();
  });

  await test.step('a short swipe down leaves it, a long one closes it', async () => {
    await drag(page, await middle(artwork), 30);
    await page.waitForTimeout(300);
    await expect(full).toBeVisible();
    await drag(page, await middle(artwork), 150);
    await expect(full).toBeHidden();
  });

  await test.step('a tap opens it, and a swipe down on its head closes it, also without motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await tap(page, opener);
    await expect(full).toBeVisible();
    await drag(page, { x: 250, y: 24 }, 150);
    await expect(full).toBeHidden();
  });
});

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
