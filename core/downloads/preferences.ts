/** What a listener chose for the downloads of this browser. */
export interface DownloadPreferences {
  /** Downloads wait for a connection that is not metered. */
  readonly unmeteredOnly: boolean;
  /** How many run at a time at most. */
  readonly concurrent: number;
}

export const DEFAULT_PREFERENCES: DownloadPreferences = { unmeteredOnly: false, concurrent: 4 };
