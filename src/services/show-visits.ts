import { createStore, get, update, type UseStore } from 'idb-keyval';
import type { ShowSummary } from '../../core/api/show.ts';
import { visitOf, type ShowVisit } from '../views/new-episodes.ts';
import type { Catalogue } from './catalogue.ts';
import { Listeners, type Observable } from './observable.ts';
import { showResource, showsResource } from './resources.ts';

type Visits = ReadonlyMap<string, ShowVisit>;

/**
 * Example row, in the database `carryon-visits`: `shows` → `Map {'0198…' → {episodeCount: 120, latestPublishedAt: 1766000000000}}`.
 * One row for all: a start reads thousands of rows fifty times slower.
 */
const KEY = 'shows';

/** What each show had when it was last opened on this device; in memory alone where storage is refused. */
export class ShowVisits implements Observable {
  readonly #catalogue: Pick<Catalogue, 'onLoaded' | 'peek'>;
  readonly #listeners = new Listeners();
  #store: UseStore | null = null;
  #visits: Visits = new Map();
  #openId: string | null = null;
  #ready = false;

  readonly subscribe = this.#listeners.add;

  constructor(catalogue: Pick<Catalogue, 'onLoaded' | 'peek'>) {
    this.#catalogue = catalogue;
  }

  /** By show id. */
  get visits(): Visits {
    return this.#visits;
  }

  async start(): Promise<void> {
    try {
      const store = createStore('carryon-visits', 'visits');
      this.#visits = (await get<Visits>(KEY, store)) ?? new Map<string, ShowVisit>();
      this.#store = store;
    } catch {
      this.#store = null;
    }
    this.#ready = true;
    this.#catalogue.onLoaded((path) => this.#look(path));
    this.#look(showsResource().path);
    if (this.#openId !== null) this.#look(showResource(this.#openId).path);
    this.#listeners.notify();
  }

  /** The page of a show is open from now on; null: that of none. */
  open(showId: string | null): void {
    this.#openId = showId;
    if (showId !== null) this.#look(showResource(showId).path);
  }

  /** An answer was read: what the open show has is seen, and a show that is listed for the first time is known from here on. */
  #look(path: string): void {
    if (!this.#ready) return;
    const open = this.#openId;
    const changes = new Map<string, ShowVisit>();
    if (path === showsResource().path) {
      for (const show of this.#catalogue.peek(showsResource())?.items ?? []) {
        if (!this.#visits.has(show.id)) this.#note(show, changes);
      }
    } else if (open !== null && path === showResource(open).path) {
      const show = this.#catalogue.peek(showResource(open));
      if (show !== undefined) this.#note(show, changes);
    }
    if (changes.size > 0) this.#put(changes);
  }

  #note(show: ShowSummary, changes: Map<string, ShowVisit>): void {
    const visit = visitOf(show);
    const before = this.#visits.get(show.id);
    if (visit === null) return;
    if (before?.episodeCount === visit.episodeCount && before.latestPublishedAt === visit.latestPublishedAt)
      return;
    changes.set(show.id, visit);
  }

  #put(changes: Visits): void {
    this.#visits = new Map([...this.#visits, ...changes]);
    this.#listeners.notify();
    if (this.#store === null) return;
    // What cannot be written is still in memory, and is seen again at the next visit.
    update<Visits>(KEY, (before) => new Map([...(before ?? []), ...changes]), this.#store).catch(
      () => undefined,
    );
  }
}
