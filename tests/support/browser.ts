import { execFileSync } from 'node:child_process';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';

export interface BrowserOptions {
  /** The X display to show real windows on; headless without it. */
  readonly display?: string;
}

/** A real browser with a profile that outlives it, so that it can be closed or killed and started again. */
export class Browser {
  readonly #profile: string;
  readonly #options: BrowserOptions;
  #context: BrowserContext | null = null;

  constructor(profile: string, options: BrowserOptions = {}) {
    this.#profile = profile;
    this.#options = options;
  }

  get context(): BrowserContext {
    if (this.#context === null) throw new Error('the browser is not running');
    return this.#context;
  }

  async start(): Promise<Page> {
    const { display } = this.#options;
    const executablePath = process.env['CARRYON_CHROMIUM'];
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...(executablePath === undefined ? {} : { executablePath }),
      headless: false,
      viewport: display === undefined ? { width: 1280, height: 800 } : null,
      ...(display === undefined ? {} : { env: { ...process.env, DISPLAY: display } }),
      args: [
        ...(display === undefined ? ['--headless=new'] : ['--window-position=0,0', '--window-size=1280,900']),
        '--no-sandbox',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    return this.#context.pages()[0] ?? this.#context.newPage();
  }

  /** Ends it as a person does. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    await this.#untilGone();
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    for (const pid of this.#processes()) process.kill(pid, 'SIGKILL');
    await this.#untilGone();
    this.#context = null;
  }

  #processes(): number[] {
    try {
      return execFileSync('pgrep', ['-f', `user-data-dir=${this.#profile}`], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean)
        .map(Number);
    } catch {
      return [];
    }
  }

  async #untilGone(): Promise<void> {
    for (let tries = 0; tries < 100 && this.#processes().length > 0; tries++) await delay(100);
  }
}
