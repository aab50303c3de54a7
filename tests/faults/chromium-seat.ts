import type { CDPSession, Page } from '@playwright/test';
import type { Browser } from '../support/browser.ts';
import { withoutBackgroundFetch } from '../support/in-page.ts';
import type { Seat } from './seat.ts';

export class ChromiumSeat implements Seat {
  readonly #browser: Browser;
  readonly #inTab: boolean;
  #page: Page | null = null;

  /** @param inTab pages find no Background Fetch */
  constructor(browser: Browser, inTab: boolean) {
    this.#browser = browser;
    this.#inTab = inTab;
  }

  async open(): Promise<void> {
    if (!this.#browser.isRunning) await this.#browser.start();
    this.#page = await this.#browser.context.newPage();
    if (this.#inTab) await this.#page.addInitScript(withoutBackgroundFetch);
  }

  async goto(url: string): Promise<void> {
    await this.#current.goto(url);
  }

  evaluate<Argument, Result>(
    read: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const run = read as (argument: unknown) => Result | Promise<Result>;
    return this.#current.evaluate<Result, unknown>(run, argument);
  }

  async closeBrowser(): Promise<void> {
    await this.#browser.close();
  }

  async killBrowser(): Promise<void> {
    await this.#browser.kill();
  }

  async leave(): Promise<void> {
    await this.#page?.close();
    this.#page = null;
  }

  readonly stopWorkers = async (): Promise<void> => {
    const session = await this.#session();
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await session.detach();
  };

  readonly limitQuota = async (origin: string, toBytes: number | null): Promise<void> => {
    const session = await this.#session();
    await session.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(toBytes === null ? {} : { quotaSize: toBytes }),
    });
  };

  get #current(): Page {
    if (this.#page === null) throw new Error('no page is open');
    return this.#page;
  }

  #session(): Promise<CDPSession> {
    return this.#browser.context.newCDPSession(this.#current);
  }
}
