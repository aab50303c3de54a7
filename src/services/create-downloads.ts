import { createDownloads as createEngine } from '../../engine/create-downloads.ts';
import type { DownloadsPort } from '../../engine/downloads-port.ts';

/** Starts the offline engine with what only a page has. */
export const createDownloads = (): Promise<DownloadsPort> =>
  createEngine({
    workerReady: 'serviceWorker' in navigator ? navigator.serviceWorker.ready : null,
    requestPersistence: async () => (await navigator.storage?.persist?.()) ?? false,
  });
