import { DownloadFailure } from '../core/downloads/failure.ts';
import { DEFAULT_PREFERENCES } from '../core/downloads/preferences.ts';
import type { DownloadsPort } from './downloads-port.ts';

const refuse = (): Promise<never> => Promise.reject(new DownloadFailure({ code: 'storage-refused' }));

/** Stands in where the browser lets us store nothing: episodes play online, and a download says why it cannot be. */
export const unavailableDownloads = (): DownloadsPort => ({
  views: () => new Map(),
  subscribe: () => () => undefined,
  download: refuse,
  downloadAll: refuse,
  downloadNow: refuse,
  move: refuse,
  free: refuse,
  pin: refuse,
  update: refuse,
  checkAll: refuse,
  history: () => Promise.resolve([]),
  pause: refuse,
  resume: refuse,
  retry: refuse,
  cancel: refuse,
  undoCancel: refuse,
  pauseAll: refuse,
  resumeAll: refuse,
  preferences: () => DEFAULT_PREFERENCES,
  setPreferences: refuse,
  storage: () => Promise.resolve(null),
  requestPersistence: () => Promise.resolve(false),
  capability: () => 'none',
});
