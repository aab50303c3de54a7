import type { Download } from '../downloads/download.ts';

/** A complete download as the rules about room see it. Times are milliseconds since the epoch. */
export interface StoredEpisode {
  readonly episodeId: string;
  readonly bytes: number;
  readonly completedAt: number;
  readonly pinned: boolean;
  /** When it was played to its end; null when it was not since it was asked for. */
  readonly playedAt: number | null;
}

/**
 * The complete ones of these downloads; `playedAt` is by episode id. Who asks for an episode after having played it wants to hear
 * it again: it counts as not played.
 */
export const storedEpisodes = (
  downloads: Iterable<Download>,
  playedAt: ReadonlyMap<string, number>,
): StoredEpisode[] =>
  [...downloads]
    .filter((download) => download.status === 'complete')
    .map(({ completedAt, episode, generation, pinned, requestedAt }) => ({
      episodeId: episode.id,
      bytes: generation.bytes,
      completedAt,
      pinned,
      playedAt: sinceRequest(playedAt.get(episode.id), requestedAt),
    }));

const sinceRequest = (playedAt: number | undefined, requestedAt: number): number | null =>
  playedAt === undefined || playedAt < requestedAt ? null : playedAt;

export type PlayedEpisode = StoredEpisode & { readonly playedAt: number };

/** Those that were played to their end, the one that was played first at first. */
export const oldestPlayedFirst = (stored: readonly StoredEpisode[]): PlayedEpisode[] =>
  stored
    .filter((episode): episode is PlayedEpisode => episode.playedAt !== null)
    .toSorted((a, b) => a.playedAt - b.playedAt || a.completedAt - b.completedAt);
