/** What a listener chose for the downloads of this browser. */
export interface DownloadPreferences {
  /** Downloads wait for a connection that is not metered. */
  readonly unmeteredOnly: boolean;
  /** How many run at a time at most. */
  readonly concurrent: number;
  /** How many bytes all downloads together may take; null for no limit but the browser's. */
  readonly budgetBytes: number | null;
  /** How long after it was played to the end an episode is removed by itself; null for never. */
  readonly removePlayedAfterMs: number | null;
}

export const DEFAULT_PREFERENCES: DownloadPreferences = {
  unmeteredOnly: false,
  concurrent: 4,
  budgetBytes: null,
  removePlayedAfterMs: null,
};
