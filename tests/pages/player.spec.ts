import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { App } from '../support/app.ts';
import { expect, test, type Stage } from '../support/stage.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');
const DEMO_EPISODES = 16;
const FILM = 'How parts work';
const TOUR = 'Welcome aboard';

/** What the app told the lock screen, and the keys that it listens to there. */
interface SystemPlayer {
  readonly handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>>;
  position: MediaPositionState | null;
}

async function open(stage: Stage): Promise<App> {
  stage.useLibrary(DEMO);
  await stage.start(DEMO_EPISODES);
  const page = await stage.browser().start();
  // A page can set these but not read them back.
  await page.addInitScript(() => {
    const system: SystemPlayer = { handlers: {}, position: null };
    Reflect.set(globalThis, 'systemPlayer', system);
    const session = navigator.mediaSession;
    const setActionHandler = session.setActionHandler.bind(session);
    session.setActionHandler = (action, handler) => {
      setActionHandler(action, handler);
      if (handler !== null) system.handlers[action] = handler;
    };
    const setPositionState = session.setPositionState.bind(session);
    session.setPositionState = (state) => {
      setPositionState(state);
      system.position = state ?? null;
    };
  });
  return new App(page, stage.proxy.url);
}

async function play(app: App, title: string): Promise<void> {
  await app.openEpisode(title);
  await app.button(`Play ${title}`).click();
  await expect.poll(() => positionOf(app)).toBeGreaterThan(0.2);
}

const positionOf = (app: App): Promise<number> => app.media(({ currentTime }) => currentTime);
const isPaused = (app: App): Promise<boolean> => app.media(({ paused }) => paused);

/** Presses a key of the lock screen. */
const press = (page: Page, details: MediaSessionActionDetails): Promise<void> =>
  page.evaluate((pressed) => {
    const system = Reflect.get(globalThis, 'systemPlayer') as SystemPlayer;
    system.handlers[pressed.action]?.(pressed);
  }, details);

test('the lock screen shows what plays, with its artwork also offline, and its keys are obeyed', async ({
  stage,
}) => {
  const app = await open(stage);
  const { page } = app;
  await app.openEpisode(TOUR);
  await app.download(TOUR);
  await app.expectDownloaded(TOUR);
  await app.button(`Play ${TOUR}`).click();
  await expect.poll(() => positionOf(app)).toBeGreaterThan(0.2);

  const shown = () =>
    page.evaluate(() => {
      const { metadata, playbackState } = navigator.mediaSession;
      const { position } = Reflect.get(globalThis, 'systemPlayer') as SystemPlayer;
      return {
        title: metadata?.title,
        artist: metadata?.artist,
        artwork: (metadata?.artwork ?? []).map(({ src }) => src),
        playbackState,
        position,
      };
    });
  const atFirst = await shown();
  expect(atFirst).toMatchObject({ title: TOUR, artist: 'Carrying On', playbackState: 'playing' });
  expect(atFirst.position).toMatchObject({ playbackRate: 1 });
  expect(atFirst.position?.duration).toBeCloseTo(await app.media(({ duration }) => duration), 0);

  await press(page, { action: 'pause' });
  await expect.poll(() => isPaused(app)).toBe(true);
  expect((await shown()).playbackState).toBe('paused');
  await press(page, { action: 'seekto', seekTime: 60 });
  await expect.poll(() => positionOf(app)).toBe(60);
  expect((await shown()).position?.position).toBe(60);
  await press(page, { action: 'seekbackward' });
  await expect.poll(() => positionOf(app)).toBe(45);
  await press(page, { action: 'seekforward' });
  await expect.poll(() => positionOf(app)).toBe(75);
  await press(page, { action: 'seekforward', seekOffset: 5 });
  await expect.poll(() => positionOf(app)).toBe(80);
  await press(page, { action: 'nexttrack' });
  await expect.poll(() => positionOf(app)).toBeGreaterThan(85);
  await press(page, { action: 'play' });
  await expect.poll(() => isPaused(app)).toBe(false);

  await stage.product.stop();
  await stage.proxy.stop();
  const artwork = await page.evaluate(
    (sources) =>
      Promise.all(
        sources.map(async (source) => {
          const answer = await fetch(source).catch(() => null);
          return answer === null ? 'no answer' : `${answer.status} ${answer.headers.get('Content-Type')}`;
        }),
      ),
    atFirst.artwork,
  );
  expect(artwork.length).toBeGreaterThan(1);
  expect(artwork.filter((answer) => !answer.startsWith('200 image/'))).toEqual([]);
});

test('a film goes into a picture of its own and back, and fills the screen', async ({ stage }) => {
  const app = await open(stage);
  const { page } = app;
  await play(app, FILM);
  await app.button('Full player').click();
  const full = page.getByRole('dialog', { name: 'Player' });

  const isInPicture = () => page.evaluate(() => document.pictureInPictureElement !== null);
  await full.getByRole('button', { name: 'Picture in picture' }).click();
  await expect.poll(isInPicture).toBe(true);
  expect(await isPaused(app)).toBe(false);
  await full.getByRole('button', { name: 'Picture in picture' }).click();
  await expect.poll(isInPicture).toBe(false);

  const isFullScreen = () => page.evaluate(() => document.fullscreenElement?.localName ?? null);
  await full.getByRole('button', { name: 'Full window' }).click();
  await expect.poll(isFullScreen).not.toBeNull();
  await expect.poll(() => app.media(({ controls }) => controls)).toBe(true);
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(isFullScreen).toBeNull();
  await expect.poll(() => app.media(({ controls }) => controls)).toBe(false);
  await expect(full).toBeVisible();
});

test('captions show and go with their button and their key, and are remembered', async ({ stage }) => {
  const app = await open(stage);
  const { page } = app;
  await play(app, FILM);
  await app.button('Full player').click();
  const captions = page.getByRole('dialog', { name: 'Player' }).getByRole('button', { name: 'Captions' });
  const showing = () => app.media(({ textTracks }) => [...textTracks].map(({ mode }) => mode));
  const spoken = () =>
    app.media(({ textTracks }) =>
      [...(textTracks[0]?.activeCues ?? [])].map((cue) => (cue as VTTCue).text).join(' '),
    );

  await expect(captions).toHaveAttribute('aria-pressed', 'false');
  expect(await showing()).toEqual(['disabled']);
  await captions.click();
  await expect(captions).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(showing).toEqual(['showing']);
  await expect.poll(spoken).toMatch(/\w{3}/);
  await page.keyboard.press('c');
  await expect(captions).toHaveAttribute('aria-pressed', 'false');
  expect(await showing()).toEqual(['disabled']);

  await page.keyboard.press('c');
  await play(app, FILM);
  await expect.poll(showing).toEqual(['showing']);
});

test('after a reload it goes on where it was', async ({ stage }) => {
  const app = await open(stage);
  const { page } = app;
  await play(app, TOUR);
  await app.seek(70);
  await expect.poll(() => positionOf(app)).toBeGreaterThan(71);
  const left = await positionOf(app);
  await page.reload();
  const slider = page.getByRole('slider', { name: 'Position' });
  await expect.poll(async () => Math.abs(Number(await slider.inputValue()) - left)).toBeLessThan(2);
  expect(await app.media(({ currentSrc }) => currentSrc)).toBe('');

  await app.media((element) => {
    element.addEventListener('playing', () => Reflect.set(globalThis, 'heardFrom', element.currentTime), {
      once: true,
    });
  });
  await page.keyboard.press('Space');
  const heardFrom = () => page.evaluate(() => Reflect.get(globalThis, 'heardFrom') as number | undefined);
  await expect.poll(heardFrom).toBeDefined();
  expect(Math.abs(Number(await heardFrom()) - left)).toBeLessThan(2);
});
