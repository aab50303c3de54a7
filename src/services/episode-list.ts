import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { Catalogue, CatalogueError, CatalogueProblem } from './catalogue.ts';
import { Listeners, type Observable } from './observable.ts';
import { showEpisodesResource } from './resources.ts';

export interface EpisodeListSnapshot {
  readonly items: readonly EpisodeSummary[];
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly problem: CatalogueProblem | null;
}

/** The episodes of one show, loaded page by page. */
export class EpisodeList implements Observable {
  readonly #catalogue: Catalogue;
  readonly #showId: string;
  readonly #listeners = new Listeners();
  #cursor: string | null = null;
  #loading: Promise<void> | null = null;
  #snapshot: EpisodeListSnapshot = { items: [], loading: false, hasMore: true, problem: null };

  readonly subscribe = this.#listeners.add;

  constructor(catalogue: Catalogue, showId: string) {
    this.#catalogue = catalogue;
    this.#showId = showId;
  }

  get snapshot(): EpisodeListSnapshot {
    return this.#snapshot;
  }

  loadMore(): Promise<void> {
    if (!this.#snapshot.hasMore) return Promise.resolve();
    return (this.#loading ??= this.#loadPage().finally(() => (this.#loading = null)));
  }

  /** Loads every page that is left, until `signal` is aborted; false when one of them was not loaded. */
  async loadAll(signal?: AbortSignal): Promise<boolean> {
    do {
      await this.loadMore();
    } while (this.#snapshot.hasMore && this.#snapshot.problem === null && signal?.aborted !== true);
    return !this.#snapshot.hasMore;
  }

  async #loadPage(): Promise<void> {
    const { items } = this.#snapshot;
    this.#set({ loading: true, problem: null });
    try {
      const page = await this.#catalogue.load(showEpisodesResource(this.#showId, this.#cursor));
      this.#catalogue.remember(page.items);
      this.#cursor = page.nextCursor;
      const known = new Set(items.map(({ id }) => id));
      const fresh = page.items.filter(({ id }) => !known.has(id));
      this.#set({ items: [...items, ...fresh], loading: false, hasMore: page.nextCursor !== null });
    } catch (error) {
      this.#set({ loading: false, problem: (error as CatalogueError).problem });
    }
  }

  /** Looks again at the first page: new episodes go in front, and what was loaded further down stays. */
  async refresh(): Promise<void> {
    const { items, loading } = this.#snapshot;
    if (items.length === 0) return this.loadMore();
    if (loading) return;
    try {
      const page = await this.#catalogue.load(showEpisodesResource(this.#showId, null));
      this.#catalogue.remember(page.items);
      const first = new Set(page.items.map(({ id }) => id));
      const overlaps = items.some(({ id }) => first.has(id));
      if (overlaps) {
        const onePage = page.nextCursor === null;
        this.#set({
          items: onePage ? page.items : [...page.items, ...items.filter(({ id }) => !first.has(id))],
        });
      } else {
        this.#cursor = page.nextCursor;
        this.#set({ items: page.items, hasMore: page.nextCursor !== null });
      }
    } catch {
      // What was loaded before is still the best there is.
    }
  }

  #set(change: Partial<EpisodeListSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.notify();
  }
}
