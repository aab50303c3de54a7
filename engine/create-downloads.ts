import { BackgroundFetchCarrier } from './carriers/background-fetch-carrier.ts';
import { FetchCarrier } from './carriers/fetch-carrier.ts';
import type { DownloadsPort } from './downloads-port.ts';
import { Downloads } from './downloads.ts';
import { JournalMirror } from './journal/journal-mirror.ts';
import { Preferences } from './preferences.ts';
import { requestWorkerTime } from './request-worker-time.ts';
import { Runner } from './runner.ts';
import { unavailableDownloads } from './unavailable-downloads.ts';

/** What only a page can lend to the engine. */
export interface PageAbilities {
  /** `navigator.serviceWorker.ready`; null where the browser has no service worker. */
  readonly workerReady: Promise<ServiceWorkerRegistration> | null;
  /** `navigator.storage.persist`. */
  readonly requestPersistence: () => Promise<boolean>;
}

/** Starts the offline engine in a page. */
export async function createDownloads({
  workerReady,
  requestPersistence,
}: PageAbilities): Promise<DownloadsPort> {
  if (!isSecureContext || !('caches' in globalThis) || !('locks' in navigator)) return unavailableDownloads();
  const journal = new JournalMirror();
  const preferences = new Preferences();
  try {
    await Promise.all([journal.loaded, preferences.loaded, caches.has('')]);
  } catch {
    // Private windows and blocked site data refuse storage only when it is used.
    return unavailableDownloads();
  }
  const carriers = [
    ...(workerReady === null ? [] : [new BackgroundFetchCarrier(workerReady)]),
    new FetchCarrier('foreground'),
  ];
  const runner = new Runner(journal, preferences, carriers);
  if (workerReady !== null) requestWorkerTime(journal, workerReady);
  void runner.run(new AbortController().signal);
  return new Downloads(journal, runner, preferences, requestPersistence);
}
