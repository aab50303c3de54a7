import type { EpisodeSummary } from '../core/api/episode.ts';
import type { CarrierName, Download } from '../core/downloads/download.ts';
import type { HistoryEntry } from '../core/downloads/history.ts';
import type { DownloadPreferences } from '../core/downloads/preferences.ts';
import type { Stall } from '../core/downloads/stall.ts';
import type { CheckProgress, CheckReport } from './check-stores.ts';

/** How downloads run in this browser. `foreground` needs the tab to stay open; `none`: storage is refused here. */
export type Capability = Exclude<CarrierName, 'worker'> | 'none';

/** A download as a view shows it: the journal's record, and what is known of its bytes at this moment. */
export interface DownloadView {
  readonly download: Download;
  /** Bytes that are stored or have arrived in the running carrier. */
  readonly bytesHere: number;
  /** Null until the server was asked. */
  readonly bytesTotal: number | null;
  /** Indices of the parts that are stored, each playable. */
  readonly storedParts: ReadonlySet<number>;
  readonly partCount: number;
  /** Only while downloading. */
  readonly carrier: CarrierName | null;
  /** Smoothed over some seconds; null when nothing moves. */
  readonly bytesPerSecond: number | null;
  /** True for one in the queue that waits for a connection that is not metered. */
  readonly deferred: boolean;
  /** Why no byte arrived for a while although the download runs; null while they do. */
  readonly stall: Stall | null;
}

export interface StorageView {
  readonly usageBytes: number;
  /** What the browser would let this origin use in all. */
  readonly quotaBytes: number;
  readonly persisted: boolean;
}

/** What the page may ask of the offline engine. Views show `views()`; they never guess what a request will lead to. */
export interface DownloadsPort {
  /** By episode id. A new map after each change. Cancelled downloads stay in it until the undo window closes. */
  views(): ReadonlyMap<string, DownloadView>;
  /** Calls back after each change; returns the function that ends the subscription. */
  subscribe(onChange: () => void): () => void;

  download(episode: EpisodeSummary): Promise<void>;
  /** Puts all of them into the queue, in this order; what is here or under way stays as it is. */
  downloadAll(episodes: readonly EpisodeSummary[]): Promise<void>;
  /** First in the queue, over any connection; begins again what was paused, waits or has failed. */
  downloadNow(episodeId: string): Promise<void>;
  /** Moves a download before another one of the queue, or to its end for null. */
  move(episodeId: string, beforeId: string | null): Promise<void>;
  pause(episodeId: string): Promise<void>;
  resume(episodeId: string): Promise<void>;
  retry(episodeId: string): Promise<void>;
  /** Cancels a running download or removes a finished one; `undoCancel` takes it back within `UNDO_WINDOW_MS`. */
  cancel(episodeId: string): Promise<void>;
  undoCancel(episodeId: string): Promise<void>;
  /** Removes downloads for good and at once, to make room. */
  free(episodeIds: readonly string[]): Promise<void>;
  /** A pinned download is never removed by itself. */
  pin(episodeId: string, pinned: boolean): Promise<void>;
  /** Downloads the server's present version; the one that is here plays until the new one is whole. */
  update(episodeId: string): Promise<void>;
  pauseAll(): Promise<void>;
  resumeAll(): Promise<void>;

  /** Verifies everything that is stored, and fetches again what is damaged. Rejects with the reason of an aborted `signal`. */
  checkAll(onProgress: (progress: CheckProgress) => void, signal: AbortSignal): Promise<CheckReport>;
  /** What happened to the downloads, the latest first. */
  history(): Promise<readonly HistoryEntry[]>;

  preferences(): DownloadPreferences;
  setPreferences(change: Partial<DownloadPreferences>): Promise<void>;

  /** Null where the browser does not tell. */
  storage(): Promise<StorageView | null>;
  /** Asks the browser to keep what is stored; false when it refused. */
  requestPersistence(): Promise<boolean>;
  capability(): Capability;
}
