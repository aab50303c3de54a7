import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContext, type LaunchOptions, type Page } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';
import { CHROMIUM_ARGS } from './chromium-args.ts';

export interface BrowserOptions {
  /** The X display to show real windows on; headless without it. */
  readonly display?: string;
  /** What its profile begins with, in the form of Chromium's `Preferences` file. */
  readonly preferences?: Readonly<Record<string, unknown>>;
}

/** How each browser is started, whether it has a profile or not. */
export function launchOptions(display?: string): LaunchOptions {
  const executablePath = process.env['CARRYON_CHROMIUM'];
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: false,
    ...(display === undefined ? {} : { env: { ...process.env, DISPLAY: display } }),
    args: [
      ...(display === undefined ? ['--headless=new'] : ['--window-position=0,0', '--window-size=1280,900']),
      ...CHROMIUM_ARGS,
    ],
  };
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

  get isRunning(): boolean {
    return this.#context !== null;
  }

  async start(): Promise<Page> {
    const { display, preferences } = this.#options;
    if (preferences !== undefined) await this.#writePreferences(preferences);
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...launchOptions(display),
      viewport: display === undefined ? { width: 1280, height: 800 } : null,
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

  /** Only into a profile that was never used: later it holds what the browser itself wrote. */
  async #writePreferences(preferences: Readonly<Record<string, unknown>>): Promise<void> {
    const file = join(this.#profile, 'Default', 'Preferences');
    if (existsSync(file)) return;
    await mkdir(join(this.#profile, 'Default'), { recursive: true });
    await writeFile(file, JSON.stringify(preferences));
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
