import { createStore, get, set, type UseStore } from 'idb-keyval';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadStatus } from '../../core/downloads/download.ts';
import { decideAutoDownloads, NOTHING_DECIDED, type DecidedBefore } from '../../core/shows/auto-downloads.ts';
import type { ShowSettings } from '../../core/shows/show-settings.ts';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { CatalogueError, type Catalogue } from './catalogue.ts';
import type { Connectivity } from './connectivity.ts';
import type { Listening } from './listening.ts';
import type { Player } from './player.ts';
import { showEpisodesResource } from './resources.ts';
import type { SettingsPerShow } from './show-settings.ts';

/**
 * What was decided on the episodes of a show, and when the server was last asked for them. One row per show, in IndexedDB:
 *
 *   database carryon-auto-downloads, store decided, key showId
 *   { askedAt: 1795219200000, since: 1795218000000, publishedAfter: 1795132800000, ids: ['0199…'], automatic: Map {'0199…' → 1795219201000} }
 */
interface DecidedRow extends DecidedBefore {
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

const NO_ROW: DecidedRow = { ...NOTHING_DECIDED, askedAt: 0 };

const LOCK = 'carryon-auto-downloads';
/** What changes within this time is looked at once. A removal is seen in it before it is final. */
const SETTLE_MS = 1_000;
const LOOK_EVERY_MS = 10 * 60_000;
const ASK_AT_MOST_EVERY_MS = 60 * 60_000;
/** Other tabs wait meanwhile. */
const ANSWER_WITHIN_MS = 30_000;

interface AutoDownloadsOptions {
  readonly catalogue: Pick<Catalogue, 'load' | 'onUpdated' | 'peek'>;
  readonly connectivity: Pick<Connectivity, 'online' | 'subscribe'>;
  readonly downloads: DownloadsPort;
  readonly listening: Pick<Listening, 'entries'>;
  readonly player: Pick<Player, 'snapshot'>;
  readonly showSettings: Pick<SettingsPerShow, 'all' | 'subscribe'>;
}

/**
 * Downloads new episodes of the shows for which the listener chose that, and removes those again that are too many, in one tab at a
 * time. Whoever takes such a removal back wants to keep the episode: it is pinned then.
 */
export class AutoDownloads {
  readonly #options: AutoDownloadsOptions;
  /** When the server was last heard to have something new, by show id. */
  readonly #changedAt = new Map<string, number>();
  /** What it asked to remove, and whether that was seen to happen. */
  readonly #removed = new Map<string, 'asked' | 'gone'>();
  #statuses: ReadonlyMap<string, DownloadStatus> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #database: UseStore | null = null;

  constructor(options: AutoDownloadsOptions) {
    this.#options = options;
  }

  start(): void {
    const { catalogue, connectivity, downloads, showSettings } = this.#options;
    this.#statuses = statusesOf(downloads);
    downloads.subscribe(() => this.#followDownloads());
    showSettings.subscribe(() => this.#runSoon());
    connectivity.subscribe(() => {
      if (connectivity.online) this.#runSoon();
    });
    catalogue.onUpdated((path) => this.#followCatalogue(path));
    document.addEventListener('visibilitychange', () => this.#runWhenVisible());
    setInterval(() => this.#runWhenVisible(), LOOK_EVERY_MS);
    this.#runSoon();
  }

  get #store(): UseStore {
    return (this.#database ??= createStore('carryon-auto-downloads', 'decided'));
  }

  #followDownloads(): void {
    this.#followUndo();
    const before = this.#statuses;
    this.#statuses = statusesOf(this.#options.downloads);
    const hasChanged =
      before.size !== this.#statuses.size ||
      [...this.#statuses].some(([id, status]) => before.get(id) !== status);
    if (hasChanged) this.#runSoon();
  }

  #followCatalogue(path: string): void {
    for (const showId of this.#options.showSettings.all.keys()) {
      if (showEpisodesResource(showId, null).path !== path) continue;
      this.#changedAt.set(showId, Date.now());
      this.#runSoon();
    }
  }

  #runWhenVisible(): void {
    if (document.visibilityState === 'visible') this.#runSoon();
  }

  #runSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, SETTLE_MS);
  }

  async #run(): Promise<void> {
    const { downloads, showSettings } = this.#options;
    if (downloads.capability() === 'none') return;
    await navigator.locks.request(LOCK, async () => {
      for (const [showId, settings] of showSettings.all) {
        if (settings.autoDownload === null) continue;
        // What went wrong with one show is tried again the next time, and holds no other up.
        await this.#follow(showId, settings).catch(() => undefined);
      }
    });
  }

  async #follow(showId: string, settings: ShowSettings): Promise<void> {
    const { downloads, listening, player } = this.#options;
    const before = (await get<DecidedRow>(showId, this.#store)) ?? NO_ROW;
    const { askedAt, episodes } = await this.#newestOf(showId, settings, before.askedAt);
    const views = [...downloads.views().values()];
    const { decided, download, remove } = decideAutoDownloads({
      episodes,
      downloads: views.map((view) => view.download).filter(({ episode }) => episode.showId === showId),
      played: new Set([...listening.entries].filter(([, { played }]) => played).map(([id]) => id)),
      inPlayerId: player.snapshot.episode?.id ?? null,
      settings,
      decidedBefore: before,
    });
    const requestedAt = await this.#download(episodes.filter(({ id }) => download.includes(id)));
    const automatic = new Map([...decided.automatic, ...requestedAt]);
    await set(showId, { ...decided, automatic, askedAt } satisfies DecidedRow, this.#store);
    await this.#remove(remove);
  }

  /** The newest episodes as they were last heard of; the server is asked when that was long ago, or something has changed since. */
  async #newestOf(
    showId: string,
    { autoDownloadSince }: ShowSettings,
    askedAt: number,
  ): Promise<{ readonly askedAt: number; readonly episodes: readonly EpisodeSummary[] }> {
    const { catalogue, connectivity } = this.#options;
    const resource = showEpisodesResource(showId, null);
    const known = { askedAt, episodes: catalogue.peek(resource)?.items ?? [] };
    const nowMs = Date.now();
    const changedAt = Math.max(this.#changedAt.get(showId) ?? 0, autoDownloadSince ?? 0);
    // A clock that was set back makes no show wait for years.
    const isDue = askedAt < changedAt || Math.abs(nowMs - askedAt) >= ASK_AT_MOST_EVERY_MS;
    if (!isDue || !connectivity.online) return known;
    try {
      const { items } = await catalogue.load(resource, AbortSignal.timeout(ANSWER_WITHIN_MS));
      return { askedAt: nowMs, episodes: items };
    } catch (error) {
      const isOffline = error instanceof CatalogueError && error.problem === 'offline';
      return isOffline ? known : { ...known, askedAt: nowMs };
    }
  }

  /** Asks for these; returns when each was asked for, but for what somebody else had asked for before. */
  async #download(episodes: readonly EpisodeSummary[]): Promise<ReadonlyMap<string, number>> {
    const { downloads } = this.#options;
    if (episodes.length === 0) return new Map();
    const nowMs = Date.now();
    await downloads.downloadAll(episodes);
    const views = downloads.views();
    return new Map(
      episodes
        .map(({ id }) => [id, views.get(id)?.download.requestedAt ?? 0] as const)
        .filter(([, requestedAt]) => requestedAt >= nowMs),
    );
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const { downloads } = this.#options;
    for (const id of ids) {
      this.#removed.set(id, 'asked');
      // What could not be removed now is found again the next time.
      await downloads.cancel(id).catch(() => undefined);
      if (this.#removed.get(id) === 'asked') this.#removed.delete(id);
    }
  }

  #followUndo(): void {
    const { downloads } = this.#options;
    for (const [id, state] of this.#removed) {
      const status = downloads.views().get(id)?.download.status;
      if (status === 'cancelled') this.#removed.set(id, 'gone');
      else if (state === 'gone') {
        this.#removed.delete(id);
        if (status !== undefined) void downloads.pin(id, true);
      }
    }
  }
}

const statusesOf = (downloads: DownloadsPort): ReadonlyMap<string, DownloadStatus> =>
  new Map([...downloads.views()].map(([id, { download }]) => [id, download.status]));
