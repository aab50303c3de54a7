import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogueSearch, IndexingStep } from './catalogue-search.ts';

export interface SearchLog {
  error(details: object, message: string): void;
}

/** How often it is looked whether there is something to index. */
const LOOK_MS = 3_000;
/** Between two steps: requests come first. */
const REST_MS = 10;
/** Between two steps that somebody waits for. */
const BREATH_MS = 1;

/** Keeps the index of the search up to date: by and by, and sooner when somebody searches. */
export class IndexKeeper {
  readonly #search: CatalogueSearch;
  readonly #log: SearchLog;
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(search: CatalogueSearch, log: SearchLog) {
    this.#search = search;
    this.#log = log;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** When this resolves, nothing is indexed any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** Indexes what is left, for as long as `limitMs` at most. */
  async catchUp(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (performance.now() < endMs && !this.#stopping.signal.aborted) {
      if ((await this.#step()) === 'done') return;
      await sleep(BREATH_MS);
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const step = await this.#step();
      await sleep(step === 'more' ? REST_MS : LOOK_MS, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  /** What cannot be indexed now is tried again later; meanwhile the search finds what it knows. */
  async #step(): Promise<IndexingStep> {
    try {
      const step = await this.#search.indexSome();
      this.#hasFailed = false;
      return step;
    } catch (error) {
      if (!this.#hasFailed) this.#log.error({ err: error }, 'the search could not be brought up to date');
      this.#hasFailed = true;
      return 'done';
    }
  }
}
