import { BackgroundFetchCarrier } from './carriers/background-fetch-carrier.ts';
import { FetchCarrier } from './carriers/fetch-carrier.ts';
import { parseBackgroundFetchId } from './carriers/background-fetch-id.ts';
import type { Download } from '../core/downloads/download.ts';
import { isDeferred } from '../core/downloads/schedule.ts';
import { JournalMirror } from './journal/journal-mirror.ts';
import { Preferences } from './preferences.ts';
import { needsWork } from './request-worker-time.ts';
import { Runner } from './runner.ts';
import { sleep } from './sleep.ts';

const LOOK_EVERY_MS = 1_000;

interface WorkerTime {
  readonly registration: ServiceWorkerRegistration;
  /** How long the event may last. */
  readonly budgetMs: number;
  /** Whether a page of the app is open: it does the work better than an event. */
  readonly hasPage: () => Promise<boolean>;
}

/**
 * Works on the downloads inside an event of the worker, until nothing is left for it, its time is over, or a page is there.
 * @returns true when nothing is left to do
 */
export async function useWorkerTime({ registration, budgetMs, hasPage }: WorkerTime): Promise<boolean> {
  const journal = new JournalMirror();
  const preferences = new Preferences();
  const carriers = [new BackgroundFetchCarrier(Promise.resolve(registration)), new FetchCarrier('worker')];
  const runner = new Runner(journal, preferences, carriers);
  const over = new AbortController();
  try {
    await Promise.all([journal.loaded, preferences.loaded]);
    const isDone = (): Promise<boolean> => nothingLeft([...journal.downloads().values()], registration);
    /** What waits for another connection waits for another event too. */
    const isIdle = (): Promise<boolean> => {
      const { conditions } = runner;
      const mayRun = [...journal.downloads().values()].filter(
        (download) => !isDeferred(download, conditions),
      );
      return nothingLeft(mayRun, registration);
    };
    if (await hasPage()) return await isDone();
    const running = runner.run(AbortSignal.any([over.signal, AbortSignal.timeout(budgetMs)]));
    const until = Date.now() + budgetMs;
    while (Date.now() < until && !(await hasPage()) && !(await isIdle()))
      await sleep(LOOK_EVERY_MS, over.signal);
    over.abort();
    await running.catch(() => undefined);
    return await isDone();
  } finally {
    over.abort();
    journal.close();
    preferences.close();
  }
}

/** What the browser itself brings is not the worker's to wait for. */
async function nothingLeft(
  downloads: readonly Download[],
  { backgroundFetch }: ServiceWorkerRegistration,
): Promise<boolean> {
  const ids = (await backgroundFetch?.getIds()) ?? [];
  const brought = new Set(ids.map((id) => parseBackgroundFetchId(id)?.episodeId));
  return !downloads.some((download) => needsWork(download) && !brought.has(download.episode.id));
}
