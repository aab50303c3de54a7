import { artworkSrc } from '../../core/api/artwork.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { inLexicographicSlots } from '../../core/parts/request-order.ts';
import { bytesOfParts } from '../../core/parts/part-plan.ts';
import { sleep } from '../sleep.ts';
import { formatBackgroundFetchId, parseBackgroundFetchId } from './background-fetch-id.ts';
import { CarrierRefused, type Carrier, type CarrierRun, type CarryJob } from './carrier.ts';
import { partRequest } from './part-request.ts';
import { storeRecord } from './store-record.ts';

const WORKER_READY_MS = 10_000;

/** For how long the worker may take to say how a fetch ended: it has to copy what the page had not copied yet. */
const WORKER_VERDICT_MS = 60_000;

/**
 * After a start of the browser, the events of the fetches that died with it come some seconds later. Beginning anew
 * before they did would fetch again what those fetches had finished.
 */
const LATE_EVENT_MS = 10_000;

/** The browser itself downloads, with the tab closed too; the worker has the last word. */
export class BackgroundFetchCarrier implements Carrier {
  readonly name = 'background-fetch';
  /** The browser accepts five, and runs one at a time; one place stays free for a download that jumps the queue. */
  readonly slots = 4;
  readonly inTurn = true;
  readonly carriesWhole = false;
  readonly retriesByItself = true;
  readonly #ready: Promise<ServiceWorkerRegistration>;

  constructor(ready: Promise<ServiceWorkerRegistration>) {
    this.#ready = ready;
  }

  isAvailable(): boolean {
    return 'BackgroundFetchManager' in globalThis;
  }

  async carry(job: CarryJob, onProgress: (bytesHere: number) => void, signal: AbortSignal): Promise<void> {
    const manager = await this.#manager(signal);
    const id = formatBackgroundFetchId({ episodeId: job.download.episode.id, run: job.download.run });
    const registration = (await manager.get(id)) ?? (await this.#start(manager, id, job, signal));
    await follow(registration, job, onProgress, signal);
  }

  async release(isWanted: (run: CarrierRun) => boolean): Promise<void> {
    const manager = await this.#manager(AbortSignal.timeout(WORKER_READY_MS));
    for (const id of await manager.getIds()) {
      const run = parseBackgroundFetchId(id);
      if (run !== null && !isWanted(run)) await (await manager.get(id))?.abort();
    }
  }

  async #manager(signal: AbortSignal): Promise<BackgroundFetchManager> {
    const registration = await Promise.race([this.#ready, sleep(WORKER_READY_MS, signal)]);
    if (!registration?.backgroundFetch) throw new CarrierRefused('no service worker with Background Fetch');
    return registration.backgroundFetch;
  }

  async #start(
    manager: BackgroundFetchManager,
    id: string,
    job: CarryJob,
    signal: AbortSignal,
  ): Promise<BackgroundFetchRegistration> {
    const { download, manifest, missing } = job;
    if (!job.fresh) {
      await sleep(LATE_EVENT_MS, signal);
      throw new DownloadFailure({ code: 'network-error' });
    }
    const { title, artworkUrl, media } = download.episode;
    try {
      return await manager.fetch(
        id,
        inLexicographicSlots(missing.map((index) => partRequest(media.url, manifest, index))),
        {
          title,
          icons: ([192, 512] as const).map((size) => ({
            src: artworkSrc(artworkUrl, size),
            sizes: `${size}x${size}`,
            type: 'image/webp',
          })),
          downloadTotal: bytesOfParts(manifest, missing),
        },
      );
    } catch (error) {
      // Another tab was first: its registration is as good as ours.
      const started = await manager.get(id);
      if (started) return started;
      if (error instanceof DOMException && error.name === 'QuotaExceededError') throw error;
      throw new CarrierRefused(id, { cause: error });
    }
  }
}

/**
 * Copies each part to the store as soon as the browser has it. Never says that the run is over: the worker does, since it
 * alone may still read the records then. Throws when the worker stays silent.
 */
async function follow(
  registration: BackgroundFetchRegistration,
  job: CarryJob,
  onProgress: (bytesHere: number) => void,
  signal: AbortSignal,
): Promise<never> {
  const over = new AbortController();
  // What this run did not have to bring was here before it.
  const broughtBeforeBytes = job.manifest.bytes - registration.downloadTotal;
  const report = (): void => {
    onProgress(broughtBeforeBytes + registration.downloaded);
    if (registration.result !== '') over.abort();
  };
  registration.addEventListener('progress', report);
  try {
    report();
    void copyAsTheyCome(registration, job, signal);
    await aborted(AbortSignal.any([over.signal, signal]));
    await sleep(WORKER_VERDICT_MS, signal);
    throw new DownloadFailure({ code: 'network-error' });
  } finally {
    registration.removeEventListener('progress', report);
  }
}

/** One part is checked while another is stored. */
const PARTS_AT_ONCE = 2;

/** What cannot be read or stored here, the worker comes upon again, and tells. */
async function copyAsTheyCome(
  registration: BackgroundFetchRegistration,
  { download, manifest }: CarryJob,
  signal: AbortSignal,
): Promise<void> {
  const records = await registration.matchAll().catch(() => []);
  const arrived: Response[] = [];
  let copying = 0;
  const copyOn = async (): Promise<void> => {
    copying += 1;
    for (let next = arrived.shift(); next !== undefined && !signal.aborted; next = arrived.shift())
      await storeRecord(next, download.episode.id, manifest).catch(() => undefined);
    copying -= 1;
  };
  const copy = (response: Response): void => {
    arrived.push(response);
    if (copying < PARTS_AT_ONCE) void copyOn();
  };
  for (const { responseReady } of records) void responseReady.then(copy, () => undefined);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
