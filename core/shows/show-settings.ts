/** How many of the newest episodes of a show something can be chosen for. */
export const EPISODE_COUNTS = [1, 2, 3, 5, 10] as const;
export type EpisodeCount = (typeof EPISODE_COUNTS)[number];

/** How much of the beginning or the end of each episode can be left out, in seconds. */
export const SKIP_SECONDS = [0, 5, 10, 15, 20, 30, 45, 60, 90] as const;

export const SHOW_SPEEDS = [0.8, 0.9, 1, 1.1, 1.2, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** What a listener chose for one show, on this device. */
export interface ShowSettings {
  /** So many of the newest episodes are downloaded by themselves; null for none. */
  readonly autoDownload: EpisodeCount | null;
  /** When that, or how many stay, was chosen, in milliseconds since the epoch; null for none. */
  readonly autoDownloadSince: number | null;
  /** So many of those that were downloaded by themselves stay; null for all. */
  readonly keep: EpisodeCount | null;
  /** Null for the speed of all shows. */
  readonly speed: number | null;
  readonly skipIntroSeconds: number;
  readonly skipOutroSeconds: number;
}

export type ShowSettingsChange = Partial<Omit<ShowSettings, 'autoDownloadSince'>>;

export const DEFAULT_SHOW_SETTINGS: ShowSettings = {
  autoDownload: null,
  autoDownloadSince: null,
  keep: null,
  speed: null,
  skipIntroSeconds: 0,
  skipOutroSeconds: 0,
};

/** The settings after a change at `nowMs`; another number of episodes that come or stay counts as switched on anew. */
export function changeShowSettings(
  before: ShowSettings,
  change: ShowSettingsChange,
  nowMs: number,
): ShowSettings {
  const after = { ...before, ...change };
  if (after.autoDownload === before.autoDownload && after.keep === before.keep) return after;
  return { ...after, autoDownloadSince: after.autoDownload === null ? null : nowMs };
}

/** Reads what was stored; what cannot be chosen is as if nothing had been. */
export function readShowSettings(value: unknown): ShowSettings {
  if (typeof value !== 'object' || value === null) return DEFAULT_SHOW_SETTINGS;
  const fields = value as Record<string, unknown>;
  const since = within(fields['autoDownloadSince'], 0, Number.MAX_SAFE_INTEGER);
  const autoDownload = since === null ? null : episodeCount(fields['autoDownload']);
  return {
    autoDownload,
    autoDownloadSince: autoDownload === null ? null : since,
    keep: episodeCount(fields['keep']),
    speed: within(fields['speed'], 0.5, 3),
    skipIntroSeconds: within(fields['skipIntroSeconds'], 0, 90) ?? 0,
    skipOutroSeconds: within(fields['skipOutroSeconds'], 0, 90) ?? 0,
  };
}

const episodeCount = (value: unknown): EpisodeCount | null =>
  EPISODE_COUNTS.find((count) => count === value) ?? null;

const within = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null;
