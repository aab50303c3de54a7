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

interface Moved {
  readonly pseudo: string;
  readonly durationMs: number;
  readonly from: string;
}

/** What every view transition from now on animates. */
async function watchTransitions(page: Page): Promise<() => Promise<Moved[]>> {
  await page.evaluate(() => {
    const start = document.startViewTransition.bind(document);
    document.startViewTransition = (update) => {
      const transition = start(update);
      void transition.ready.then(() => {
        const moved = document.getAnimations().map(({ effect }) => {
          const keyframes = effect as KeyframeEffect;
          return {
            pseudo: keyframes.pseudoElement ?? '',
            durationMs: Number(keyframes.getComputedTiming().endTime),
            from: String(keyframes.getKeyframes()[0]?.['width'] ?? ''),
          };
        });
        Reflect.set(globalThis, 'moved', moved);
      });
      return transition;
    };
  });
  return async () => {
    const moved = await page.waitForFunction(() => Reflect.get(globalThis, 'moved') as Moved[] | undefined);
    const value = (await moved.jsonValue()) as Moved[];
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'moved'));
    return value;
  };
}

test('the artwork that is pressed moves to its page, and back to where it was', async ({ stage }) => {
  const { app, page } = await open(stage);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await app.button('Play Packing light').click();
  await app.seek(20);
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(20);
  await app.button('Pause Packing light').click();
  const watched = await watchTransitions(page);
  const groupOf = (moved: readonly Moved[]) =>
    moved.find(({ pseudo }) => pseudo === '::view-transition-group(artwork)');
  const widthOf = async (locator: Locator) => `${(await locator.boundingBox())?.width}px`;
  const named = () => page.locator('carry-artwork[part~="moving-artwork"]').count();

  const row = page.locator('carry-episode-row', { hasText: 'Packing light' });
  const card = page.locator('carry-episode-card', { hasText: 'Packing light' });
  const show = page.locator('carry-show-card', { hasText: 'Carrying On' });
  await expect(card).toBeVisible();
  for (const from of [row, card, show]) {
    await from.scrollIntoViewIfNeeded();
    const width = await widthOf(from.locator('carry-artwork'));
    await from.getByRole('link').click();
    const there = await watched();
    expect(groupOf(there)?.from).toBe(width);
    expect(Math.max(...there.map(({ durationMs }) => durationMs))).toBeLessThanOrEqual(250);
    await expect.poll(named).toBe(0);

    const head = await widthOf(page.locator('header carry-artwork'));
    await page.goBack();
    const back = await watched();
    expect(groupOf(back)?.from).toBe(head);
    await expect(from).toBeInViewport();
    await expect.poll(named).toBe(0);
  }

  await page.getByRole('link', { name: 'Settings' }).first().click();
  expect(groupOf(await watched())).toBeUndefined();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goBack();
  await show.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Carrying On', level: 1 })).toBeVisible();
  expect(await page.evaluate(() => Reflect.has(globalThis, 'moved'))).toBe(false);
  expect(errors).toEqual([]);
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
