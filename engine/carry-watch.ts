import { DownloadFailure, FAILURE_REMEDIES, type Failure } from '../core/downloads/failure.ts';
import { isStalled, measureSpeed, startSpeed, type Speed } from '../core/downloads/speed-meter.ts';
import type { Stall } from '../core/downloads/stall.ts';
import { bytesOfParts } from '../core/parts/part-plan.ts';
import type { Carrier, CarryJob } from './carriers/carrier.ts';
import { askForByte } from './ask-for-byte.ts';
import { announce } from './journal/channel.ts';
import { listParts } from './store/parts-store.ts';

const REPORT_EVERY_MS = 250;
const DIAGNOSE_EVERY_MS = 15_000;
/** For how long after a failure has passed the carrier may take to notice. */
const NOTICE_MS = 25_000;

/** Watches one run of a carrier: tells everybody how it advances, and finds out why when it does not. */
export class CarryWatch {
  readonly job: CarryJob;
  readonly carrier: Carrier;
  readonly #isInLine: () => boolean;
  readonly #storedBytes: number;
  readonly #hopeless = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #bytesHere: number;
  #speed: Speed;
  #stall: Stall | null = null;
  #diagnosedAt = 0;
  /** When the server was last found to fail, in the present stall. */
  #failedAt: number | null = null;

  /** @param isInLine whether another download of the same carrier comes first */
  constructor(job: CarryJob, carrier: Carrier, isInLine: () => boolean) {
    this.job = job;
    this.carrier = carrier;
    this.#isInLine = isInLine;
    this.#storedBytes = job.manifest.bytes - bytesOfParts(job.manifest, job.missing);
    this.#bytesHere = this.#storedBytes;
    this.#speed = startSpeed(this.#storedBytes, Date.now());
    this.#timer = setInterval(() => this.#report(), REPORT_EVERY_MS);
  }

  /** Aborted, with a `DownloadFailure` as its reason, when it is of no use to wait for this run any longer. */
  get hopeless(): AbortSignal {
    return this.#hopeless.signal;
  }

  get hasAdvanced(): boolean {
    return this.#bytesHere > this.#storedBytes;
  }

  /** Takes the word of the carrier. */
  readonly advance = (bytesHere: number): void => {
    this.#bytesHere = Math.min(Math.max(this.#storedBytes, bytesHere), this.job.manifest.bytes);
  };

  end(): void {
    clearInterval(this.#timer);
  }

  #report(): void {
    const nowMs = Date.now();
    this.#speed = measureSpeed(this.#speed, this.#bytesHere, nowMs);
    const stalled = isStalled(this.#speed, nowMs);
    if (!stalled) {
      this.#stall = null;
      this.#failedAt = null;
    } else if (nowMs - this.#diagnosedAt >= DIAGNOSE_EVERY_MS) {
      this.#diagnosedAt = nowMs;
      // Without an answer from the store either, the next look may have one.
      this.#diagnose().catch(() => undefined);
    }
    const { download } = this.job;
    announce({
      type: 'carrier-progressed',
      progress: {
        episodeId: download.episode.id,
        run: download.run,
        carrier: this.carrier.name,
        bytesHere: this.#bytesHere,
        bytesPerSecond: stalled ? null : this.#speed.bytesPerSecond,
        stall: this.#stall,
      },
    });
  }

  async #diagnose(): Promise<void> {
    const { download, manifest, missing } = this.job;
    const { id, media } = download.episode;
    const stored = await listParts({ episodeId: id, etag: manifest.etag });
    const index = missing.find((part) => !stored.has(part));
    const failure = index === undefined ? null : await askForByte(media.url, manifest, index);
    if (!isStalled(this.#speed, Date.now())) return;
    const nowMs = Date.now();
    if (isHopeless(failure, this.carrier) || (failure === null && this.#isNotNoticed(nowMs))) {
      this.#hopeless.abort(new DownloadFailure(failure ?? { code: 'network-error' }));
    } else if (failure !== null) {
      this.#failedAt = nowMs;
      this.#stall = { cause: 'failure', failure };
    } else this.#stall = { cause: this.#isInLine() ? 'in-line' : 'held-by-browser' };
  }

  /** A browser waits ever longer after failures. Where there was none, somebody may have paused it in the browser's list. */
  #isNotNoticed(nowMs: number): boolean {
    return this.#failedAt !== null && nowMs - this.#failedAt >= NOTICE_MS && !this.#isInLine();
  }
}

/** What mends itself is left to a carrier that asks again by itself. */
function isHopeless(failure: Failure | null, { retriesByItself }: Carrier): boolean {
  if (!retriesByItself) return true;
  if (failure === null) return false;
  const remedy = FAILURE_REMEDIES[failure.code];
  return remedy === 'probe' || remedy === 'person' || remedy === 'whole';
}
