import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { servicesContext, type Services } from '../contexts/services.ts';
import type { EpisodeList, EpisodeListSnapshot } from '../services/episode-list.ts';
import { showEpisodesResource } from '../services/resources.ts';

type Host = ReactiveControllerHost & HTMLElement;

const EMPTY: EpisodeListSnapshot = { items: [], loading: true, hasMore: true, problem: null };

/** The episodes of the show that the host shows, page after page. */
export class EpisodeListController implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  readonly #showId: () => string;
  #list: EpisodeList | undefined;
  #currentId: string | null = null;
  #ends: (() => void)[] = [];
  #loadingAll: AbortController | undefined;

  constructor(host: Host, showId: () => string) {
    this.#host = host;
    this.#showId = showId;
    this.#consumer = new ContextConsumer(host, {
      context: servicesContext,
      callback: () => host.requestUpdate(),
    });
    host.addController(this);
  }

  get #services(): Services | undefined {
    return this.#consumer.value;
  }

  get snapshot(): EpisodeListSnapshot {
    return this.#list?.snapshot ?? EMPTY;
  }

  loadMore(): void {
    void this.#list?.loadMore();
  }

  /** Loads what is left; false when that failed. */
  loadAll(): Promise<boolean> {
    return this.#list?.loadAll() ?? Promise.resolve(false);
  }

  /** Loads what is left in the background, as long as that is wanted and the host is there. */
  wantAll(isWanted: boolean): void {
    const list = this.#list;
    const { hasMore, problem } = this.snapshot;
    if (!isWanted) this.#stopLoadingAll();
    if (list === undefined || !isWanted || !hasMore || problem !== null || this.#loadingAll !== undefined)
      return;
    const abort = new AbortController();
    this.#loadingAll = abort;
    void list.loadAll(abort.signal).finally(() => {
      if (this.#loadingAll === abort) this.#loadingAll = undefined;
    });
  }

  #stopLoadingAll(): void {
    this.#loadingAll?.abort();
    this.#loadingAll = undefined;
  }

  hostUpdate(): void {
    const showId = this.#showId();
    if (this.#services === undefined || showId === this.#currentId) return;
    this.hostDisconnected();
    this.#currentId = showId;
    const { catalogue, connectivity } = this.#services;
    const list = catalogue.episodesOf(showId);
    this.#list = list;
    const firstPath = showEpisodesResource(showId, null).path;
    this.#ends = [
      list.subscribe(() => this.#host.requestUpdate()),
      catalogue.onUpdated((path) => {
        if (path === firstPath) void list.refresh();
      }),
      connectivity.subscribe(() => {
        if (connectivity.online) void list.refresh();
      }),
    ];
    void list.refresh();
  }

  hostDisconnected(): void {
    this.#stopLoadingAll();
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#currentId = null;
  }
}
