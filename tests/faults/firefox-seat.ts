import type { Page } from 'puppeteer-core';
import type { Firefox } from '../support/firefox.ts';
import type { Seat } from './seat.ts';

export class FirefoxSeat implements Seat {
  readonly stopWorkers = null;
  readonly limitQuota = null;
  readonly #browser: Firefox;
  #page: Page | null = null;

  constructor(browser: Firefox) {
    this.#browser = browser;
  }

  async open(): Promise<void> {
    this.#page = this.#browser.isRunning ? await this.#browser.newPage() : await this.#browser.start();
  }

  async goto(url: string): Promise<void> {
    await this.#current.goto(url);
  }

  evaluate<Argument, Result>(
    read: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const run = read as (argument: unknown) => Result | Promise<Result>;
    return this.#current.evaluate(run, argument) as Promise<Result>;
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

  get #current(): Page {
    if (this.#page === null) throw new Error('no page is open');
    return this.#page;
  }
}
