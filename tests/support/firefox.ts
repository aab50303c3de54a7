import { once } from 'node:events';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** Why what runs in Firefox is left out; null when there is one. */
export const NO_FIREFOX =
  process.env['CARRYON_FIREFOX'] === undefined || process.env['CARRYON_FIREFOX'] === ''
    ? 'no Firefox was found: CARRYON_FIREFOX names none'
    : null;

/** A real Firefox with a profile that outlives it, so that it can be closed or killed and started again. */
export class Firefox {
  readonly #profile: string;
  #browser: Browser | null = null;

  constructor(profile: string) {
    this.#profile = profile;
  }

  get isRunning(): boolean {
    return this.#browser !== null;
  }

  /** Starts it, with `preferences` (of about:config) beside the usual ones. */
  async start(preferences: Record<string, unknown> = {}): Promise<Page> {
    this.#browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: process.env['CARRYON_FIREFOX'] ?? '',
      headless: true,
      userDataDir: this.#profile,
      defaultViewport: { width: 1280, height: 800 },
      extraPrefsFirefox: {
        // Media may play without a click, and downloads may run in a tab that is not in front.
        'media.autoplay.default': 0,
        'media.autoplay.blocking_policy': 0,
        'dom.min_background_timeout_value': 0,
        // Where a crash is the test, it starts again without asking.
        'toolkit.startup.max_resumed_crashes': -1,
        'browser.sessionstore.resume_from_crash': false,
        ...preferences,
      },
    });
    return this.newPage();
  }

  newPage(): Promise<Page> {
    if (this.#browser === null) throw new Error('Firefox is not running');
    return this.#browser.newPage();
  }

  /** Ends it as a person does. */
  async close(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    await browser?.close();
  }

  /** Ends it as a power cut does; its child processes end with it. */
  async kill(): Promise<void> {
    const child = this.#browser?.process() ?? null;
    this.#browser = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
