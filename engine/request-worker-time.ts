import { isUnderWay } from '../core/downloads/reduce.ts';
import type { Download } from '../core/downloads/download.ts';
import type { JournalMirror } from './journal/journal-mirror.ts';

/** The tag of the sync event in which the worker goes on with the downloads. */
export const SYNC_TAG = 'carryon-downloads';

/** Whether somebody has to work on it. */
export const needsWork = (download: Download): boolean =>
  isUnderWay(download) && download.status !== 'paused' && download.status !== 'failed';

/**
 * Asks the browser to wake the worker when there is a network and work to do: as soon as a download is waiting, and again when
 * this page goes out of sight, since it may not come back.
 */
export function requestWorkerTime(
  journal: JournalMirror,
  workerReady: Promise<ServiceWorkerRegistration>,
): void {
  const register = async (): Promise<void> => {
    if (![...journal.downloads().values()].some(needsWork)) return;
    const { sync } = await workerReady;
    // A browser may have it switched off: the next visit goes on then.
    await sync?.register(SYNC_TAG).catch(() => undefined);
  };
  let wasWaiting = false;
  journal.subscribe(() => {
    const isWaiting = [...journal.downloads().values()].some(({ status }) => status === 'waiting');
    if (isWaiting && !wasWaiting) void register();
    wasWaiting = isWaiting;
  });
  addEventListener('visibilitychange', () => void register(), { capture: true });
}
