import { commandFor, type Command } from '../core/downloads/command.ts';
import type { Download } from '../core/downloads/download.ts';
import { DownloadFailure } from '../core/downloads/failure.ts';
import { schedule, type Conditions } from '../core/downloads/schedule.ts';
import { allParts } from '../core/parts/part-plan.ts';
import { CarrierRefused, type Carrier, type CarrierRun, type CarryJob } from './carriers/carrier.ts';
import { CarryWatch } from './carry-watch.ts';
import { isMetered, onConnectionChange } from './connection.ts';
import { failureOfError } from './failure-of-error.ts';
import type { JournalMirror } from './journal/journal-mirror.ts';
import { dispatch } from './journal/journal.ts';
import type { Preferences } from './preferences.ts';
import { probe } from './probe.ts';
import { noticeEvictions, reconcile } from './reconcile.ts';
import { sleep } from './sleep.ts';
import { stopDownload } from './stop-download.ts';
import { discardStores, listParts, readManifest } from './store/parts-store.ts';
import { verify } from './verify.ts';

const ONLINE_CHECK_MS = 60_000;
/** The browser is asked several times about each download that is complete: not while the app starts. */
const NOTICE_EVICTIONS_AFTER_MS = 3_000;

interface RunningCommand {
  readonly key: string;
  readonly stop: AbortController;
}

/**
 * Carries out what the journal asks for. One runs at a time, whichever tab holds the lock; it looks at the state of each
 * download and not at what led to it, so it goes on where another one, or a crash, left off.
 */
export class Runner {
  readonly #journal: JournalMirror;
  readonly #preferences: Preferences;
  readonly #carriers: readonly Carrier[];
  readonly #refused = new Set<Carrier>();
  readonly #running = new Map<string, RunningCommand>();
  readonly #probedHere = new Set<string>();
  readonly #watches = new Set<CarryWatch>();

  constructor(journal: JournalMirror, preferences: Preferences, carriers: readonly Carrier[]) {
    this.#journal = journal;
    this.#preferences = preferences;
    this.#carriers = carriers;
  }

  /** What decides who runs at this moment. */
  get conditions(): Conditions {
    const { concurrent, unmeteredOnly } = this.#preferences.current;
    return {
      slots: Math.min(concurrent, this.carrier?.slots ?? 0),
      inTurn: this.carrier?.inTurn ?? false,
      deferred: unmeteredOnly && isMetered(),
    };
  }

  /** The carrier that the next download gets. */
  get carrier(): Carrier | undefined {
    return this.#carriers.find((carrier) => this.#isUsable(carrier));
  }

  #isUsable(carrier: Carrier): boolean {
    return carrier.isAvailable() && !this.#refused.has(carrier);
  }

  /** Waits for its turn among the tabs, then works until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await navigator.locks.request('carryon-runner', { signal }, async () => {
      await Promise.all([this.#journal.loaded, this.#preferences.loaded]);
      await reconcile(this.#journal.downloads());
      void this.#release(({ episodeId, run }) => {
        const download = this.#journal.downloads().get(episodeId);
        return download?.status === 'downloading' && download.run === run;
      });
      const step = (): void => this.#step();
      const endSubscriptions = [this.#journal.subscribe(step), this.#preferences.subscribe(step)];
      onConnectionChange(step, signal);
      this.#step();
      sleep(NOTICE_EVICTIONS_AFTER_MS, signal)
        .then(() => noticeEvictions([...this.#journal.downloads().values()]))
        // The next start looks again.
        .catch(() => undefined);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      endSubscriptions.forEach((end) => end());
      for (const { stop } of this.#running.values()) stop.abort();
    });
  }

  #step(): void {
    const downloads = this.#journal.downloads();
    const { granted, preempted } = schedule(downloads.values(), this.conditions);
    for (const { episode } of granted) void dispatch(episode.id, { type: 'slot-granted' });
    for (const { episode, run } of preempted) void dispatch(episode.id, { type: 'preempted', run });
    for (const [episodeId, { key, stop }] of this.#running) {
      const download = downloads.get(episodeId);
      if (download === undefined || keyOf(download) !== key) {
        stop.abort();
        this.#running.delete(episodeId);
      }
    }
    for (const download of downloads.values()) {
      const command = commandFor(download);
      if (command !== null && !this.#running.has(download.episode.id)) this.#begin(download, command);
    }
  }

  #begin(download: Download, command: Command): void {
    const stop = new AbortController();
    this.#running.set(download.episode.id, { key: keyOf(download), stop });
    void this.#carryOut(download, command, stop.signal).catch(async (error: unknown) => {
      if (stop.signal.aborted) return;
      const { run } = download;
      await stopDownload(
        { episodeId: download.episode.id, run },
        failureOfError(error),
        error instanceof AdvancedFailure,
      );
    });
  }

  async #carryOut(download: Download, command: Command, signal: AbortSignal): Promise<void> {
    const { id } = download.episode;
    switch (command.type) {
      case 'probe': {
        // A run that was given up here may still go on in the browser.
        if (download.run > 0) await this.#releaseRunsOf(download);
        const found = await probe(download, this.#preferences.current.budgetBytes, signal);
        signal.throwIfAborted();
        this.#probedHere.add(`${id}/${download.run + 1}`);
        await dispatch(id, { type: 'probed', ...found });
        return;
      }
      case 'carry':
        if (download.status === 'downloading') await this.#carry(download, signal);
        return;
      case 'verify':
        if (download.status === 'verifying') await verify(download, Date.now());
        return;
      case 'release-carriers':
        await this.#releaseRunsOf(download);
        return;
      case 'retry-at':
        await untilDueOrBack(command.at, signal);
        await dispatch(id, { type: 'retry-due' });
        return;
      case 'retry-online':
        while (!navigator.onLine) await untilDueOrBack(Date.now() + ONLINE_CHECK_MS, signal);
        await dispatch(id, { type: 'retry-due' });
        return;
      case 'discard-at':
        await this.#releaseRunsOf(download);
        await sleep(Math.max(0, command.at - Date.now()), signal);
        if ((await dispatch(id, { type: 'discarded' })) === null) await discardStores(id);
        return;
    }
  }

  async #carry(download: Extract<Download, { status: 'downloading' }>, signal: AbortSignal): Promise<void> {
    const { id } = download.episode;
    const address = { episodeId: id, etag: download.generation.etag };
    const manifest = await readManifest(address);
    if (manifest === null) throw new DownloadFailure({ code: 'evicted-while-downloading' });
    const stored = await listParts(address);
    const missing = allParts(manifest)
      .map(({ index }) => index)
      .filter((index) => !stored.has(index));
    if (missing.length > 0) {
      const fresh = this.#probedHere.has(`${id}/${download.run}`);
      try {
        await this.#carryWithAny({ download, manifest, missing, fresh }, signal);
      } catch (error) {
        signal.throwIfAborted();
        if ((await listParts(address)).size === stored.size) throw error;
        throw new AdvancedFailure(failureOfError(error), { cause: error });
      }
    }
    await dispatch(id, { type: 'carried', run: download.run });
  }

  /** Falls through to the next carrier when one is refused. */
  async #carryWithAny(job: CarryJob, signal: AbortSignal): Promise<void> {
    for (const carrier of this.#carriers) {
      if (!this.#isUsable(carrier) || (job.download.whole && !carrier.carriesWhole)) continue;
      if (await this.#carryWith(carrier, job, signal)) return;
      this.#refused.add(carrier);
    }
    throw new DownloadFailure({ code: 'storage-refused' });
  }

  /** @returns false when the carrier was refused */
  async #carryWith(carrier: Carrier, job: CarryJob, signal: AbortSignal): Promise<boolean> {
    const watch = new CarryWatch(job, carrier, () => this.#isInLine(watch));
    this.#watches.add(watch);
    try {
      await carrier.carry(job, watch.advance, AbortSignal.any([signal, watch.hopeless]));
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CarrierRefused) return false;
      throw error;
    } finally {
      watch.end();
      this.#watches.delete(watch);
    }
  }

  /** A browser brings one download after the other, whichever were handed to it. */
  #isInLine(watch: CarryWatch): boolean {
    return (
      !watch.hasAdvanced &&
      [...this.#watches].some(
        ({ carrier, job }) => carrier === watch.carrier && job.download.order < watch.job.download.order,
      )
    );
  }

  /** Those up to now: by the time it is done, the next may have begun. */
  #releaseRunsOf({ episode, run: lastRun }: Download): Promise<void> {
    return this.#release(({ episodeId, run }) => episodeId !== episode.id || run > lastRun);
  }

  async #release(isWanted: (run: CarrierRun) => boolean): Promise<void> {
    for (const carrier of this.#carriers) {
      if (carrier.isAvailable()) await carrier.release(isWanted).catch(() => undefined);
    }
  }
}

/** It stopped, but parts had been stored: the backoff starts over. */
class AdvancedFailure extends DownloadFailure {}

/** Two states with the same key ask for the same work. */
const keyOf = (download: Download): string => JSON.stringify([commandFor(download), download.run]);

/** Waits for a time, or for the network to come back, whichever is first. */
async function untilDueOrBack(at: number, signal: AbortSignal): Promise<void> {
  const back = new AbortController();
  addEventListener('online', () => back.abort(), { once: true, signal });
  await sleep(Math.max(0, at - Date.now()), AbortSignal.any([signal, back.signal])).catch(() => null);
  signal.throwIfAborted();
}
