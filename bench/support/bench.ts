import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { Product } from '../../tests/support/product.ts';
import { SlowProxy } from '../../tests/support/slow-proxy.ts';
import { writeWav } from '../../tests/support/wav.ts';
import type { Row } from '../figure.ts';
import { Browser, type BrowserName, type Tab } from './browser.ts';
import { BASELINE_PAGE, BASELINE_WORKER, PRODUCT_PAGE, PRODUCT_WORKER } from './build-pages.ts';

export const MiB = 1024 * 1024;

const SHOW = 'Bench';

export interface BenchOptions {
  /** Smaller sizes and fewer samples: to see that it works. */
  readonly quick: boolean;
  /** Where each browser is; null where it is not installed. */
  readonly executables: Readonly<Record<BrowserName, string | null>>;
}

export interface Measure {
  /** What `--only` names. */
  readonly name: string;
  readonly browsers: readonly BrowserName[];
  /** Takes it in one browser. */
  take(bench: Bench, browserName: BrowserName): Promise<Row[]>;
}

/** One that needs no browser. */
export interface NodeMeasure {
  readonly name: string;
  /** @param folder - empty, and gone afterwards */
  take(folder: string, isQuick: boolean): Promise<Row[]>;
}

/** What a measure is taken on: a server with a library, a proxy, and browsers. All of it is gone afterwards. */
export class Bench {
  readonly quick: boolean;
  readonly product: Product;
  readonly proxy: SlowProxy;
  readonly #folder: string;
  readonly #executables: BenchOptions['executables'];
  readonly #browsers: Browser[] = [];
  #episodes = 0;

  private constructor(folder: string, port: number, { quick, executables }: BenchOptions) {
    this.quick = quick;
    this.#folder = folder;
    this.#executables = executables;
    this.product = new Product({ port, library: join(folder, 'library'), data: join(folder, 'data') });
    this.proxy = new SlowProxy(port);
  }

  static async create(options: BenchOptions): Promise<Bench> {
    return new Bench(await mkdtemp(join(tmpdir(), 'carryon-bench-')), await freePort(), options);
  }

  /** Adds an episode of exactly `bytes` bytes to the library, before the start. */
  async addEpisode(title: string, bytes: number): Promise<void> {
    const folder = join(this.#folder, 'library', SHOW);
    await mkdir(folder, { recursive: true });
    this.#episodes += 1;
    await writeWav(join(folder, `${title}.wav`), bytes, this.#episodes);
  }

  async start(): Promise<void> {
    await mkdir(join(this.#folder, 'library'), { recursive: true });
    await this.product.start();
    await this.product.untilHashed(this.#episodes);
    await this.proxy.start();
  }

  async episodeId(title: string): Promise<string> {
    const response = await fetch(`${this.product.url}/api/episodes`);
    const { items } = (await response.json()) as { items: { id: string; title: string }[] };
    const episode = items.find((item) => item.title === title);
    if (episode === undefined) throw new Error(`no episode ${title}`);
    return episode.id;
  }

  /** Starts a browser with a profile of its own. */
  async startBrowser(name: BrowserName): Promise<Browser> {
    const executablePath = this.#executables[name];
    if (executablePath === null) throw new Error(`${name} is not installed`);
    const browser = new Browser(name, executablePath, join(this.#folder, `profile-${this.#browsers.length}`));
    this.#browsers.push(browser);
    await browser.start();
    return browser;
  }

  /** An empty page that the app's worker controls. */
  async openProductPage(browser: Browser, origin = this.product.url): Promise<Tab> {
    const tab = await browser.open(origin + PRODUCT_PAGE);
    await tab.run('setup', 'controlBy', PRODUCT_WORKER);
    return tab;
  }

  /** An empty page that the worker of the baseline controls. */
  async openBaselinePage(browser: Browser, origin = this.product.url): Promise<Tab> {
    const tab = await browser.open(origin + BASELINE_PAGE);
    await tab.run('setup', 'controlBy', BASELINE_WORKER);
    return tab;
  }

  async end(): Promise<void> {
    for (const browser of this.#browsers) await browser.close();
    await this.proxy.stop();
    await this.product.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
