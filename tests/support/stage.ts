import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test as base } from '@playwright/test';
import { Browser, type BrowserOptions } from './browser.ts';
import { Deployment } from './deployment.ts';
import { freePort } from './free-port.ts';
import { Product } from './product.ts';
import { Publisher } from './publisher.ts';
import { SlowProxy } from './slow-proxy.ts';
import { writeWav } from './wav.ts';

export const MiB = 1024 * 1024;

/** What a journey plays on: a library, the server, a proxy in front of it, and browsers. All of it is gone afterwards. */
export class Stage {
  readonly folder: string;
  product: Product;
  readonly proxy: SlowProxy;
  readonly #port: number;
  readonly #browsers: Browser[] = [];
  readonly #deployments: Deployment[] = [];
  readonly #publishers: Publisher[] = [];
  #library: string;

  constructor(folder: string, port: number) {
    this.folder = folder;
    this.#port = port;
    this.#library = join(folder, 'library');
    this.product = this.#install();
    this.proxy = new SlowProxy(port);
  }

  get library(): string {
    return this.#library;
  }

  /** Takes a library that is there, in place of the stage's own. */
  useLibrary(library: string): void {
    this.#library = library;
    this.product = this.#install();
  }

  /** Adds an episode of exactly `bytes` bytes; returns its SHA-256. */
  async addEpisode(path: string, bytes: number, seed = 1): Promise<string> {
    const file = join(this.library, path);
    await mkdir(dirname(file), { recursive: true });
    return writeWav(file, bytes, seed);
  }

  /** Starts the server and the proxy; resolves when `episodes` are in the catalogue with their hashes. */
  async start(episodes: number): Promise<void> {
    await mkdir(this.library, { recursive: true });
    await this.product.start();
    await this.product.untilHashed(episodes);
    await this.proxy.start();
  }

  browser(options: BrowserOptions = {}): Browser {
    const browser = new Browser(join(this.folder, `profile-${this.#browsers.length}`), options);
    this.#browsers.push(browser);
    return browser;
  }

  /** Puts a deployment in front of the proxy, once that is started. */
  async deploy(): Promise<Deployment> {
    const deployment = new Deployment();
    this.#deployments.push(deployment);
    await deployment.start(this.proxy.url);
    return deployment;
  }

  /** Starts a publisher, whose feed has nothing yet. */
  async publisher(): Promise<Publisher> {
    const publisher = new Publisher(join(this.folder, `publisher-${this.#publishers.length}`));
    this.#publishers.push(publisher);
    await publisher.start();
    return publisher;
  }

  #install(): Product {
    return new Product({ port: this.#port, library: this.#library, data: join(this.folder, 'data') });
  }

  async end(): Promise<void> {
    for (const browser of this.#browsers) await browser.kill();
    for (const deployment of this.#deployments) await deployment.stop();
    for (const publisher of this.#publishers) await publisher.stop();
    await this.proxy.stop();
    await this.product.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const test = base.extend<{ stage: Stage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  stage: async ({}, use) => {
    const stage = new Stage(await mkdtemp(join(tmpdir(), 'carryon-journey-')), await freePort());
    try {
      await use(stage);
    } finally {
      await stage.end();
    }
  },
});

export { expect } from '@playwright/test';
