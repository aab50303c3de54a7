import type { Locator, Page } from '@playwright/test';
import { findEpisode, hashMedia, isControlled, listStoredParts, withoutBackgroundFetch } from './in-page.ts';
import { expect } from './stage.ts';

/** The app as a person finds their way in it: by names. */
export class App {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  /** Opens an address of the app, and waits until its worker serves it. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.page.waitForFunction(isControlled);
  }

  /** The id of the episode with this title, from the catalogue. */
  async episodeId(title: string): Promise<string> {
    const found = await this.page.evaluate(findEpisode, title);
    if (found === null) throw new Error(`no episode "${title}" in the catalogue`);
    return found;
  }

  /** Opens an episode's page, as a reload would, waits until it is shown, and returns its id. */
  async openEpisode(title: string): Promise<string> {
    await this.open('/');
    const id = await this.episodeId(title);
    await this.open(`/episodes/${id}`);
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    return id;
  }

  /** Goes to the list of downloads by its link, which disturbs no background download. */
  async goToDownloads(): Promise<void> {
    await this.page.getByRole('link', { name: 'Downloads' }).first().click();
    await expect(this.page.getByRole('heading', { name: 'Downloads', level: 1 })).toBeVisible();
  }

  /** Waits until something that the app says matches. */
  async expectText(text: RegExp | string, timeoutMs = 30_000): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible({ timeout: timeoutMs });
  }

  async expectStoredParts(episodeId: string, atLeast: number): Promise<void> {
    await expect
      .poll(() => this.storedParts(episodeId).then((parts) => parts.length), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(atLeast);
  }

  /** From the next navigation on, the browser answers as it does where the permission was denied. */
  async refuseBackgroundFetch(): Promise<void> {
    await this.page.addInitScript(() => {
      Reflect.set(Reflect.get(globalThis, 'BackgroundFetchManager').prototype, 'fetch', () =>
        Promise.reject(
          new DOMException('This origin does not have permission to start a fetch.', 'NotAllowedError'),
        ),
      );
    });
  }

  /** From the next navigation on, pages find a browser without Background Fetch. */
  async removeBackgroundFetch(): Promise<void> {
    await this.page.addInitScript(withoutBackgroundFetch);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true }).first();
  }

  /** The titles in the queue, from the names of their handles. */
  queue(): Promise<string[]> {
    return this.page
      .getByRole('button', { name: /^Move / })
      .evaluateAll((handles) => handles.map((handle) => handle.ariaLabel?.replace('Move ', '') ?? ''));
  }

  async download(title: string): Promise<void> {
    await this.button(`Download ${title}`).click();
  }

  /** Asks for a download that has to wait, since the browser has no network any more. */
  async downloadOffline(title: string): Promise<void> {
    await this.page.context().setOffline(true);
    await this.download(title);
    await this.goToDownloads();
    await this.expectText('Paused: no network. It goes on by itself when the network is back.');
  }

  async expectDownloaded(title: string, timeoutMs = 60_000): Promise<void> {
    await expect(this.button(`Remove download of ${title}`)).toBeVisible({ timeout: timeoutMs });
  }

  /** Reads the whole episode the way a media element does, and hashes it. */
  sha256(episodeId: string): Promise<string> {
    return this.page.evaluate(hashMedia, episodeId);
  }

  /** What of an episode's media is in the browser's storage: the indices of its parts. */
  storedParts(episodeId: string): Promise<number[]> {
    return this.page.evaluate(listStoredParts, episodeId);
  }

  /** Wakes the worker for a Background Sync, as the browser does when there is a network; on a page that is not the app's. */
  async dispatchSync(tag: string): Promise<void> {
    const page = await this.page.context().newPage();
    const session = await page.context().newCDPSession(page);
    const registrationId = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const found = registrations.find(({ scopeURL }) => scopeURL.startsWith(this.origin));
        if (found !== undefined) resolve(found.registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.dispatchSyncEvent', {
      origin: this.origin,
      registrationId: await registrationId,
      tag,
      lastChance: false,
    });
  }

  /** Ends the service worker, as the browser does when it needs memory. */
  async stopWorkers(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await session.detach();
  }

  /** The media element of the player. */
  media<T>(read: (element: HTMLMediaElement) => T): Promise<T> {
    return this.page
      .locator('video')
      .first()
      .evaluate(read as (element: Element) => T);
  }

  async seek(seconds: number): Promise<void> {
    await this.page
      .locator('video')
      .first()
      .evaluate((element: HTMLVideoElement, place) => {
        element.currentTime = place;
      }, seconds);
  }
}
