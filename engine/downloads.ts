import type { EpisodeSummary } from '../core/api/episode.ts';
import type { Download } from '../core/downloads/download.ts';
import type { HistoryEntry } from '../core/downloads/history.ts';
import type { DownloadPreferences } from '../core/downloads/preferences.ts';
import { orderBefore } from '../core/downloads/queue-order.ts';
import { canPause, isUnderWay } from '../core/downloads/reduce.ts';
import { byOrder, isDeferred } from '../core/downloads/schedule.ts';
import { bytesOfParts, partCount } from '../core/parts/part-plan.ts';
import { checkStores, type CheckProgress, type CheckReport } from './check-stores.ts';
import type { Capability, DownloadsPort, DownloadView, StorageView } from './downloads-port.ts';
import { listen, type CarrierProgress } from './journal/channel.ts';
import { readHistory } from './journal/history.ts';
import type { JournalMirror } from './journal/journal-mirror.ts';
import { dispatch } from './journal/journal.ts';
import type { Preferences } from './preferences.ts';
import type { Runner } from './runner.ts';
import { storageEstimate } from './storage-estimate.ts';
import { discardStores, listParts } from './store/parts-store.ts';

const NO_PARTS: ReadonlySet<number> = new Set();

const everyPartOf = new Map<number, ReadonlySet<number>>();

/** The indices of all of `count` parts; the same set each time. */
function everyPart(count: number): ReadonlySet<number> {
  const parts = everyPartOf.get(count) ?? new Set(Array.from({ length: count }, (_, index) => index));
  everyPartOf.set(count, parts);
  return parts;
}

/** The parts of one generation that are known to be stored. */
interface KnownParts {
  readonly etag: string;
  readonly parts: ReadonlySet<number>;
}

type CompleteDownload = Extract<Download, { status: 'complete' }>;

/** The engine as the page sees it: the journal, the parts that are stored, and the progress of what runs. */
export class Downloads implements DownloadsPort {
  readonly requestPersistence: () => Promise<boolean>;
  readonly #journal: JournalMirror;
  readonly #runner: Runner;
  readonly #preferences: Preferences;
  readonly #known = new Map<string, KnownParts>();
  readonly #progress = new Map<string, CarrierProgress>();
  /** There are many of them, and they change with their download alone. */
  readonly #completeViews = new WeakMap<CompleteDownload, DownloadView>();
  readonly #subscribers = new Set<() => void>();
  #views: ReadonlyMap<string, DownloadView> | null = null;

  constructor(
    journal: JournalMirror,
    runner: Runner,
    preferences: Preferences,
    requestPersistence: () => Promise<boolean>,
  ) {
    this.#journal = journal;
    this.#runner = runner;
    this.#preferences = preferences;
    this.requestPersistence = requestPersistence;
    journal.subscribe(() => {
      this.#followJournal();
      this.#changed();
    });
    preferences.subscribe(() => this.#changed());
    this.#followJournal();
    listen((message) => {
      if (message.type === 'part-stored') {
        const { episodeId, etag, index } = message.part;
        const known = this.#known.get(episodeId);
        if (known?.etag !== etag) return;
        this.#known.set(episodeId, { etag, parts: new Set(known.parts).add(index) });
        this.#changed();
      } else if (message.type === 'carrier-progressed') {
        this.#progress.set(message.progress.episodeId, message.progress);
        this.#changed();
      }
    });
  }

  views(): ReadonlyMap<string, DownloadView> {
    return (this.#views ??= new Map(
      [...this.#journal.downloads()].map(([episodeId, download]) => [episodeId, this.#viewOf(download)]),
    ));
  }

  subscribe(onChange: () => void): () => void {
    this.#subscribers.add(onChange);
    return () => this.#subscribers.delete(onChange);
  }

  async download(episode: EpisodeSummary): Promise<void> {
    const at = Date.now();
    await dispatch(episode.id, { type: 'download-requested', episode, order: at, at });
  }

  async downloadAll(episodes: readonly EpisodeSummary[]): Promise<void> {
    const at = Date.now();
    await Promise.all(
      episodes.map((episode, index) =>
        dispatch(episode.id, {
          type: 'download-requested',
          episode,
          order: at + index / episodes.length,
          at,
        }),
      ),
    );
  }

  async downloadNow(episodeId: string): Promise<void> {
    const [first] = this.#queueWithout(episodeId);
    const order = orderBefore(first === undefined ? [] : [first.order], 0);
    await dispatch(episodeId, { type: 'expedited', order });
  }

  async move(episodeId: string, beforeId: string | null): Promise<void> {
    const queue = this.#queueWithout(episodeId);
    const found = queue.findIndex(({ episode }) => episode.id === beforeId);
    const orders = queue.map(({ order }) => order);
    const order = orderBefore(orders, found < 0 ? queue.length : found);
    await dispatch(episodeId, { type: 'moved', order });
  }

  async pause(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'pause-requested' });
  }

  async resume(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'resume-requested' });
  }

  async retry(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'retry-requested' });
  }

  async cancel(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'cancel-requested', at: Date.now() });
  }

  async undoCancel(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'cancel-undone' });
  }

  async free(episodeIds: readonly string[]): Promise<void> {
    for (const id of episodeIds) {
      const cancel = { type: 'cancel-requested', at: Date.now() } as const;
      // A new version that is on its way goes first, then the one that is here.
      if ((await dispatch(id, cancel))?.status === 'complete') await dispatch(id, cancel);
      if ((await dispatch(id, { type: 'discarded' })) === null) await discardStores(id);
    }
  }

  async pin(episodeId: string, pinned: boolean): Promise<void> {
    await dispatch(episodeId, { type: 'pinned', pinned });
  }

  async update(episodeId: string): Promise<void> {
    await dispatch(episodeId, { type: 'update-requested' });
  }

  checkAll(onProgress: (progress: CheckProgress) => void, signal: AbortSignal): Promise<CheckReport> {
    return checkStores([...this.#journal.downloads().values()], onProgress, signal);
  }

  history(): Promise<readonly HistoryEntry[]> {
    return readHistory();
  }

  async pauseAll(): Promise<void> {
    const running = [...this.#journal.downloads().values()].filter(canPause);
    await Promise.all(running.map(({ episode }) => this.pause(episode.id)));
  }

  async resumeAll(): Promise<void> {
    const paused = [...this.#journal.downloads().values()].filter(({ status }) => status === 'paused');
    await Promise.all(paused.map(({ episode }) => this.resume(episode.id)));
  }

  preferences(): DownloadPreferences {
    return this.#preferences.current;
  }

  setPreferences(change: Partial<DownloadPreferences>): Promise<void> {
    return this.#preferences.change(change);
  }

  async storage(): Promise<StorageView | null> {
    const estimate = await storageEstimate();
    if (estimate === null) return null;
    const persisted = await navigator.storage.persisted();
    return { usageBytes: estimate.usage, quotaBytes: estimate.quota, persisted };
  }

  capability(): Capability {
    const name = this.#runner.carrier?.name;
    return name === 'background-fetch' || name === 'foreground' ? name : 'none';
  }

  /** What is under way, in queue order, but for one. */
  #queueWithout(episodeId: string): Download[] {
    return [...this.#journal.downloads().values()]
      .filter((download) => isUnderWay(download) && download.episode.id !== episodeId)
      .toSorted(byOrder);
  }

  /** Learns which parts the downloads have that are new here, and forgets those that are gone. */
  #followJournal(): void {
    for (const download of this.#journal.downloads().values()) {
      if (download.status === 'complete') this.#known.delete(download.episode.id);
      else this.#storedParts(download);
    }
    for (const episodeId of this.#known.keys()) {
      if (this.#journal.downloads().has(episodeId)) continue;
      this.#known.delete(episodeId);
      this.#progress.delete(episodeId);
    }
  }

  #changed(): void {
    this.#views = null;
    this.#subscribers.forEach((onChange) => onChange());
  }

  #viewOf(download: Download): DownloadView {
    if (download.status === 'complete') return this.#completeViewOf(download);
    const { generation, status } = download;
    const storedParts = this.#storedParts(download);
    const progress = this.#progress.get(download.episode.id);
    const running = status === 'downloading' && progress?.run === download.run ? progress : null;
    const storedBytes = generation === null ? 0 : bytesOfParts(generation, storedParts);
    return {
      download,
      bytesHere: Math.max(storedBytes, running?.bytesHere ?? 0),
      bytesTotal: generation?.bytes ?? null,
      storedParts,
      partCount: generation === null ? 0 : partCount(generation),
      carrier: status === 'downloading' ? (running?.carrier ?? this.#runner.carrier?.name ?? null) : null,
      bytesPerSecond: running?.bytesPerSecond ?? null,
      stall: running?.stall ?? null,
      deferred: status === 'queued' && isDeferred(download, this.#runner.conditions),
    };
  }

  #completeViewOf(download: CompleteDownload): DownloadView {
    const made = this.#completeViews.get(download);
    if (made !== undefined) return made;
    const { bytes } = download.generation;
    const count = partCount(download.generation);
    const view: DownloadView = {
      download,
      bytesHere: bytes,
      bytesTotal: bytes,
      storedParts: everyPart(count),
      partCount: count,
      carrier: null,
      bytesPerSecond: null,
      stall: null,
      deferred: false,
    };
    this.#completeViews.set(download, view);
    return view;
  }

  #storedParts({ episode, generation }: Download): ReadonlySet<number> {
    if (generation === null) return NO_PARTS;
    const known = this.#known.get(episode.id);
    if (known?.etag === generation.etag) return known.parts;
    this.#known.set(episode.id, { etag: generation.etag, parts: NO_PARTS });
    void this.#readParts(episode.id, generation.etag);
    return NO_PARTS;
  }

  async #readParts(episodeId: string, etag: string): Promise<void> {
    const stored = await listParts({ episodeId, etag });
    const known = this.#known.get(episodeId);
    if (known?.etag !== etag || stored.size === 0) return;
    this.#known.set(episodeId, { etag, parts: new Set([...known.parts, ...stored]) });
    this.#changed();
  }
}
