import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { UNDO_WINDOW_MS, type DownloadStatus } from '../../core/downloads/download.ts';
import { failureText } from '../text/failures.ts';
import type { Toasts } from './toasts.ts';

/** Says once when a download starts, is done, fails, or was cancelled here or in the browser's own list; never each percent. */
export function announceDownloads(downloads: DownloadsPort, toasts: Toasts): void {
  const statuses = (): Map<string, DownloadStatus> =>
    new Map([...downloads.views()].map(([id, { download }]) => [id, download.status]));
  let before = statuses();
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
        const text = download.wasComplete ? `Removed ${title}` : `Cancelled the download of ${title}`;
        const undo = { label: 'Undo', undoes: true, run: () => void downloads.undoCancel(id) };
        toasts.show(text, [undo], UNDO_WINDOW_MS);
      } else if (download.status === 'failed') {
        toasts.announce(`The download of ${title} failed. ${failureText(download.failure).what}`);
      }
    }
    before = statuses();
  });
}
