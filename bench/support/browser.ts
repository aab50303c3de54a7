import { rm } from 'node:fs/promises';
import { launch, type Browser as PuppeteerBrowser, type LaunchOptions, type Page } from 'puppeteer-core';
import { CHROMIUM_ARGS } from '../../tests/support/chromium-args.ts';
import { watchInteractive } from '../pages/interactive.ts';
import { pageModuleUrl, type PageModules } from './build-pages.ts';

export type BrowserName = 'chromium' | 'firefox';

const PROTOCOL_TIMEOUT_MS = 4 * 60_000;

const LAUNCH: Readonly<Record<BrowserName, LaunchOptions>> = {
  chromium: {
    browser: 'chrome',
    args: [...CHROMIUM_ARGS],
  },
  firefox: {
    browser: 'firefox',
    extraPrefsFirefox: {
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      // `performance.now` in microseconds instead of whole milliseconds.
      'privacy.reduceTimerPrecision': false,
    },
  },
};

/** A real browser, headless, with a profile that outlives it. */
export class Browser {
  readonly name: BrowserName;
  readonly #executablePath: string;
  readonly #profile: string;
  #browser: PuppeteerBrowser | null = null;

  constructor(name: BrowserName, executablePath: string, profile: string) {
    this.name = name;
    this.#executablePath = executablePath;
    this.#profile = profile;
  }

  async start(): Promise<void> {
    this.#browser = await launch({
      ...LAUNCH[this.name],
      headless: true,
      executablePath: this.#executablePath,
      userDataDir: this.#profile,
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
    });
  }

  /** Ends it as a person does. */
  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }

  /** Closes it, and forgets all that it stored. */
  async discard(): Promise<void> {
    await this.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  get processId(): number {
    const pid = this.#browser?.process()?.pid;
    if (pid === undefined) throw new Error('the browser is not running');
    return pid;
  }

  async open(url: string): Promise<Tab> {
    if (this.#browser === null) throw new Error('the browser is not running');
    const tab = new Tab(await this.#browser.newPage());
    await tab.goto(url);
    return tab;
  }
}

type PageFunction = (argument: never) => unknown;

/** One page of a browser. */
export class Tab {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** Milliseconds until the page can be used for what it is opened for. */
  async gotoUntilInteractive(url: string, selector: string): Promise<number> {
    await this.#page.evaluateOnNewDocument(watchInteractive, selector);
    await this.goto(url);
    return this.#page.evaluate(() => window.interactiveMs);
  }

  /** Background tabs are served last. */
  async show(): Promise<void> {
    await this.#page.bringToFront();
  }

  async close(): Promise<void> {
    await this.#page.close();
  }

  /** Calls a function of `bench/pages/` in this page. */
  async run<Module extends keyof PageModules, Name extends keyof PageModules[Module] & string>(
    module: Module,
    name: Name,
    ...args: PageModules[Module][Name] extends PageFunction ? Parameters<PageModules[Module][Name]> : never
  ): Promise<
    PageModules[Module][Name] extends PageFunction ? Awaited<ReturnType<PageModules[Module][Name]>> : never
  > {
    return this.#page.evaluate(
      async (url, name, args) => {
        const functions = (await import(url)) as Record<string, (...args: unknown[]) => unknown>;
        return functions[name]?.(...args);
      },
      pageModuleUrl(module),
      name,
      args,
    ) as never;
  }
}
