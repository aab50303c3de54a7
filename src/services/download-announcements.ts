import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { UNDO_WINDOW_MS, type Download, type DownloadStatus } from '../../core/downloads/download.ts';
import { failureText } from '../text/failures.ts';
import { goneText, type GoneKind } from '../text/gone-text.ts';
import type { Toasts } from './toasts.ts';

/** What goes within this time is told in one message. */
const GATHER_MS = 100;

/**
 * Says once when a download starts, is done, fails, or is gone; never each percent.
 * @param wentByItself tells whether an episode was removed because it was played
 */
export function announceDownloads(
  downloads: DownloadsPort,
  toasts: Toasts,
  wentByItself: (episodeId: string) => boolean,
): void {
  const statuses = (): Map<string, DownloadStatus> =>
    new Map([...downloads.views()].map(([id, { download }]) => [id, download.status]));
  const gone = new Map<string, GoneKind>();
  let before = statuses();

  const kindOf = (download: Extract<Download, { status: 'cancelled' }>): GoneKind => {
    if (!download.wasComplete) return 'cancelled';
    return wentByItself(download.episode.id) ? 'played' : 'removed';
  };

  const tellGone = (): void => {
    const views = downloads.views();
    // What went for good, or is back already, has nothing to undo.
    const ids = [...gone.keys()].filter((id) => views.get(id)?.download.status === 'cancelled');
    for (const kind of new Set(ids.map((id) => gone.get(id)))) {
      if (kind === undefined) continue;
      const members = ids.filter((id) => gone.get(id) === kind);
      const titles = members.map((id) => views.get(id)?.download.episode.title ?? '');
      const run = (): void => members.forEach((id) => void downloads.undoCancel(id));
      toasts.show(goneText(kind, titles), [{ label: 'Undo', undoes: true, run }], UNDO_WINDOW_MS - GATHER_MS);
    }
    gone.clear();
  };

  downloads.subscribe(() => {
    for (const [id, { download }] of downloads.views()) {
      const was = before.get(id);
      if (was === download.status) continue;
      const { title } = download.episode;
      if (download.status === 'downloading' && was !== 'waiting' && was !== 'paused') {
        toasts.announce(`Downloading ${title}`);
      } else if (download.status === 'complete' && was !== undefined && was !== 'cancelled') {
        toasts.announce(`${title} is downloaded`);
      } else if (download.status === 'cancelled' && was !== undefined) {
        if (gone.size === 0) setTimeout(tellGone, GATHER_MS);
        gone.set(id, kindOf(download));
      } else if (download.status === 'failed') {
        toasts.announce(`The download of ${title} failed. ${failureText(download.failure).what}`);
      }
    }
    before = statuses();
  });
}
