import type { ShowSummary } from '../../core/api/show.ts';

/** What a show had when it was last opened on this device. */
export interface ShowVisit {
  readonly episodeCount: number;
  /** Milliseconds since the epoch; null where it had no episodes. */
  readonly latestPublishedAt: number | null;
}

type Counts = Pick<ShowSummary, 'episodeCount' | 'latestPublishedAt'>;

/** What to remember of a show; null while nothing of it was read yet, or all its first episodes would count as new later. */
export const visitOf = ({ episodeCount, latestPublishedAt }: Counts): ShowVisit | null =>
  episodeCount === 0 ? null : { episodeCount, latestPublishedAt };

/**
 * How many episodes a show has that it had not at the last visit; 0 for one that was never seen. A feed that lets go of an old
 * episode for each new one keeps its count: then there is one at least.
 */
export function newEpisodesOf(
  visit: ShowVisit | undefined,
  { episodeCount, latestPublishedAt }: Counts,
): number {
  if (visit === undefined) return 0;
  const hasLater = (latestPublishedAt ?? 0) > (visit.latestPublishedAt ?? 0);
  return Math.max(episodeCount - visit.episodeCount, hasLater ? Math.min(1, episodeCount) : 0);
}
