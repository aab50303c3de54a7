import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';

/** Several episodes that can be asked for at once. */
export interface BulkChoice {
  readonly id: string;
  readonly name: string;
  readonly episodes: readonly EpisodeSummary[];
  readonly bytes: number;
}

const choice = (id: string, name: string, episodes: readonly EpisodeSummary[]): BulkChoice => ({
  id,
  name,
  episodes,
  bytes: episodes.reduce((sum, { media }) => sum + media.bytes, 0),
});

/**
 * What of these episodes can be downloaded at once: all that are neither here nor on their way; the new ones among them, where
 * some were played; and each season, where there are several. Those without an episode are left out.
 */
export function bulkChoices(
  episodes: readonly EpisodeSummary[],
  views: ReadonlyMap<string, DownloadView>,
  entries: ReadonlyMap<string, ListeningEntry>,
): BulkChoice[] {
  const missing = episodes.filter(({ id }) => {
    const view = views.get(id);
    return view === undefined || view.download.status === 'cancelled';
  });
  const fresh = missing.filter(({ id }) => entries.get(id)?.played !== true);
  const seasons = [...new Set(episodes.map(({ season }) => season))];
  return [
    choice('all', 'Download all', missing),
    ...(fresh.length < missing.length ? [choice('new', 'Download new', fresh)] : []),
    ...seasons
      .filter((season) => season !== null && seasons.length > 1)
      .map((season) =>
        choice(
          `season-${season}`,
          `Season ${season}`,
          missing.filter((episode) => episode.season === season),
        ),
      ),
  ].filter((one) => one.episodes.length > 0);
}
