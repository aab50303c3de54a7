import { storedEpisodes, type StoredEpisode } from '../../core/storage/stored-episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';

/** What is complete on this device, and when each of it was played to its end. */
export const storedOf = (
  views: ReadonlyMap<string, DownloadView>,
  entries: ReadonlyMap<string, ListeningEntry>,
): StoredEpisode[] =>
  storedEpisodes(
    [...views.values()].map(({ download }) => download),
    new Map(
      [...entries].filter(([, { played }]) => played).map(([id, { updatedAt }]) => [id, updatedAt] as const),
    ),
  );

/** What all downloads take, or will when they are complete. */
export const bytesAskedFor = (views: ReadonlyMap<string, DownloadView>): number =>
  [...views.values()]
    .map(({ download }) => download)
    .filter(({ status }) => status !== 'cancelled')
    .reduce((sum, { generation, playable }) => sum + (generation?.bytes ?? 0) + (playable?.bytes ?? 0), 0);
