import type { Download } from '../downloads/download.ts';

/** A complete download as the rules about room see it. Times are milliseconds since the epoch. */
export interface StoredEpisode {
  readonly episodeId: string;
  readonly bytes: number;
  readonly completedAt: number;
  readonly pinned: boolean;
  /** When it was played to its end; null when it was not. */
  readonly playedAt: number | null;
}

/** The complete ones of these downloads; `playedAt` is by episode id. */
export const storedEpisodes = (
  downloads: Iterable<Download>,
  playedAt: ReadonlyMap<string, number>,
): StoredEpisode[] =>
  [...downloads]
    .filter((download) => download.status === 'complete')
    .map(({ completedAt, episode, generation, pinned }) => ({
      episodeId: episode.id,
      bytes: generation.bytes,
      completedAt,
      pinned,
      playedAt: playedAt.get(episode.id) ?? null,
    }));

export type PlayedEpisode = StoredEpisode & { readonly playedAt: number };

/** Those that were played to their end, the one that was played first at first. */
export const oldestPlayedFirst = (stored: readonly StoredEpisode[]): PlayedEpisode[] =>
  stored
    .filter((episode): episode is PlayedEpisode => episode.playedAt !== null)
    .toSorted((a, b) => a.playedAt - b.playedAt || a.completedAt - b.completedAt);
