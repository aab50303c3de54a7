import type { Page } from 'puppeteer-core';
import { findEpisode, hashMedia, isControlled, listStoredParts, textOfPage } from './in-page.ts';
import { expect } from './stage.ts';

const LOOK_MS = 30_000;

/** The app in Firefox, in the words of `App`. */
export class FirefoxApp {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    page.setDefaultTimeout(LOOK_MS);
  }

  /** Opens an address of the app, and waits until its worker serves it. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await expect.poll(() => this.page.evaluate(isControlled), { timeout: LOOK_MS }).toBe(true);
  }

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
    await this.expectHeading(title);
    return id;
  }

  /** Opens the first show that is listed, by its link. */
  async followShow(name: string): Promise<void> {
    await this.page.locator('>>> a[href^="/shows/"]').click();
    await this.expectHeading(name);
  }

  async #follow(path: string, heading: string): Promise<void> {
    await this.page.locator(`>>> a[href="${path}"]`).click();
    await this.expectHeading(heading);
  }

  goToDownloads(): Promise<void> {
    return this.#follow('/downloads', 'Downloads');
  }

  goToSettings(): Promise<void> {
    return this.#follow('/settings', 'Settings');
  }

  async expectHeading(text: string): Promise<void> {
    const headings = () =>
      this.page.$$eval('>>> h1', (found) => found.map((each) => each.textContent.trim()));
    await expect.poll(headings, { timeout: LOOK_MS }).toContain(text);
  }

  /** Waits until something that the app says contains these words. */
  async expectText(text: string, timeoutMs = 30_000): Promise<void> {
    await expect.poll(() => this.page.evaluate(textOfPage), { timeout: timeoutMs }).toContain(text);
  }

  async expectStoredParts(episodeId: string, atLeast: number): Promise<void> {
    await expect
      .poll(() => this.storedParts(episodeId).then((parts) => parts.length), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(atLeast);
  }

  async press(name: string): Promise<void> {
    await this.page.locator(`>>> button[aria-label="${name}"]`).click();
  }

  /** Presses the first button or summary that shows this text. */
  async pressText(text: string): Promise<void> {
    const shown = await this.page.$$('>>> button, >>> summary');
    for (const element of shown) {
      const words = await element.evaluate(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
      if (!words.includes(text) || !(await element.isVisible())) continue;
      return element.click();
    }
    throw new Error(`nothing to press says "${text}"`);
  }

  /** Takes an option of a list of choices by the words it shows. */
  async choose(name: string, option: string): Promise<void> {
    await this.page.locator(`>>> select[aria-label="${name}"]`).fill(option);
  }

  download(title: string): Promise<void> {
    return this.press(`Download ${title}`);
  }

  async expectDownloaded(title: string, timeoutMs = 60_000): Promise<void> {
    await this.page.waitForSelector(`>>> button[aria-label="Remove download of ${title}"]`, {
      visible: true,
      timeout: timeoutMs,
    });
  }

  sha256(episodeId: string): Promise<string> {
    return this.page.evaluate(hashMedia, episodeId);
  }

  storedParts(episodeId: string): Promise<number[]> {
    return this.page.evaluate(listStoredParts, episodeId);
  }

  /** The media element of the player. */
  async media<T>(read: (element: HTMLMediaElement) => T): Promise<T> {
    const element = await this.page.waitForSelector('>>> video');
    if (element === null) throw new Error('there is no player');
    return element.evaluate(read as (element: Element) => T);
  }

  async seek(seconds: number): Promise<void> {
    const element = await this.page.waitForSelector('>>> video');
    await element?.evaluate((video, place) => {
      video.currentTime = place;
    }, seconds);
  }
}
