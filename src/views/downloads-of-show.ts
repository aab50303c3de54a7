import type { DownloadView } from '../../engine/downloads-port.ts';

export interface ShowDownloads {
  /** Of the episodes, whether they are here or on their way. */
  readonly ids: readonly string[];
  /** What of them is on this device. */
  readonly bytesHere: number;
}

export function downloadsOfShow(views: ReadonlyMap<string, DownloadView>, showId: string): ShowDownloads {
  const own = [...views].filter(
    ([, { download }]) => download.episode.showId === showId && download.status !== 'cancelled',
  );
  return {
    ids: own.map(([id]) => id),
    bytesHere: own.reduce(
      (sum, [, { bytesHere, download }]) => sum + Math.max(bytesHere, download.playable?.bytes ?? 0),
      0,
    ),
  };
}
