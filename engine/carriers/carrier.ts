import type { Manifest } from '../../core/api/manifest.ts';
import type { CarrierName, Download } from '../../core/downloads/download.ts';

/** One start of a carrier for one episode. */
export interface CarrierRun {
  readonly episodeId: string;
  readonly run: number;
}

export interface CarryJob {
  readonly download: Extract<Download, { status: 'downloading' }>;
  readonly manifest: Manifest;
  /** Indices of the parts to bring, in playing order. */
  readonly missing: readonly number[];
  /** True when this run was entered here and now, so that nothing of it can be under way elsewhere. */
  readonly fresh: boolean;
}

/**
 * Brings parts into the store. Whoever brought a part, it is the same part: any carrier continues what another began.
 */
export interface Carrier {
  readonly name: CarrierName;
  /** How many downloads it takes at a time. */
  readonly slots: number;
  /** Whether it brings them one after the other, in the order in which they began. */
  readonly inTurn: boolean;
  /** Whether it can bring a file that the server sends only as one piece. */
  readonly carriesWhole: boolean;
  /** Whether it asks again by itself after what fails in the network or the server. */
  readonly retriesByItself: boolean;
  isAvailable(): boolean;
  /**
   * Resolves when every part of the job is stored. Where the worker has the last word it does not resolve: the journal
   * moves, and `signal` ends the watching.
   * @param onProgress called with the bytes of the file that are here, stored or on their way into the store
   * @param signal ends the work of this page; what the browser does by itself goes on until `release`
   * @throws DownloadFailure when it stopped, CarrierRefused when it never began
   */
  carry(job: CarryJob, onProgress: (bytesHere: number) => void, signal: AbortSignal): Promise<void>;
  /** Stops every run that is not wanted. What has arrived stays. */
  release(isWanted: (run: CarrierRun) => boolean): Promise<void>;
}

/** The browser does not let this carrier work (now or ever); another one may. */
export class CarrierRefused extends Error {
  override readonly name = 'CarrierRefused';
}
