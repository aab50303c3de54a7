import { uuidV7 } from '../database/uuid-v7.ts';
import { FinalJobError } from './final-job-error.ts';
import type { Job, JobRepository } from './job-repository.ts';
import { retryDelayMs } from './retry-delay.ts';

/** When a job that recurs is to run next. */
export interface RunAgain {
  readonly runAgainAtMs: number;
}

/**
 * Does a job; without an answer the job is done and goes. What it throws is tried again later, unless it is a `FinalJobError`.
 * A job may have run before without its end being noted, when the process was killed. `signal` aborts when the runner stops or
 * the job was removed; what is thrown after that does not count.
 */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<RunAgain | void>;

export interface JobLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface JobRunnerOptions {
  readonly repository: JobRepository;
  /** By kind; jobs of other kinds are left alone. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly log: JobLog;
  /** How many jobs run at once; at least 1. */
  readonly concurrency: number;
  /** How many of one group run at once; at least 1. */
  readonly perGroup: number;
  /** How long a job stays taken after the process died, unless a runner starts before. */
  readonly leaseMs?: number;
  /** How long handlers may take to end when the runner stops. */
  readonly stopMs?: number;
  /** How long to wait after the given attempt failed; see `retryDelayMs`. */
  readonly retryDelayMs?: (attempt: number, jitter: number) => number;
  readonly now?: () => number;
  /** In [0, 1). */
  readonly random?: () => number;
}

interface Run {
  readonly job: Job;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

type Outcome =
  | { readonly type: 'done' }
  | { readonly type: 'again'; readonly atMs: number }
  | { readonly type: 'failed' | 'given-up'; readonly error: unknown }
  | { readonly type: 'aborted' };

const LEASE_MS = 60_000;
const STOP_MS = 2_000;
/** A timer stands still while the machine sleeps, and the clock can be set: no wait is longer than this. */
const MAX_SLEEP_MS = 60_000;
const DATABASE_RETRY_MS = 5_000;
/** Leases are extended after this part of them, so that one attempt to do so can fail. */
const EXTEND_AFTER = 1 / 3;

/**
 * Runs the jobs of a queue when they are due. It takes it that no other runner works on the same database, as the lock of the
 * data folder ensures. Whoever adds a job pokes it.
 */
export class JobRunner {
  readonly #options: Required<JobRunnerOptions>;
  readonly #kinds: readonly string[];
  readonly #owner = uuidV7();
  readonly #running = new Map<string, Run>();
  #state: 'new' | 'open' | 'stopping' | 'stopped' = 'new';
  #isPoked = false;
  #isTaking = false;
  #taken: Promise<void> = Promise.resolve();
  #ended: Promise<void> | null = null;
  #extendedMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobRunnerOptions) {
    this.#options = {
      leaseMs: LEASE_MS,
      stopMs: STOP_MS,
      retryDelayMs,
      now: Date.now,
      random: Math.random,
      ...options,
    };
    this.#kinds = Object.keys(options.handlers);
  }

  /** Takes up at once what a process before this one left unfinished. */
  async start(): Promise<void> {
    await this.#options.repository.releaseOthers(this.#owner);
    if (this.#state !== 'new') return;
    this.#state = 'open';
    this.poke();
  }

  /** Looks for jobs that are due, now. */
  poke(): void {
    this.#isPoked = true;
    if (!this.#isTaking) this.#taken = this.#takeWhilePoked();
  }

  /** Aborts what runs, waits a moment for it to end, and gives back what has not. It cannot be started again; safe to call twice. */
  stop(): Promise<void> {
    return (this.#ended ??= this.#stop());
  }

  async #stop(): Promise<void> {
    this.#state = 'stopping';
    clearTimeout(this.#timer);
    await this.#taken;
    const runs = [...this.#running.values()];
    for (const { controller } of runs) controller.abort();
    const waited = Promise.withResolvers<void>();
    const timer = setTimeout(() => waited.resolve(), this.#options.stopMs);
    await Promise.race([Promise.all(runs.map(({ ended }) => ended)), waited.promise]);
    clearTimeout(timer);
    this.#state = 'stopped';
    await this.#options.repository.release(this.#owner);
  }

  async #takeWhilePoked(): Promise<void> {
    this.#isTaking = true;
    while (this.#isPoked && this.#state === 'open') {
      this.#isPoked = false;
      try {
        await this.#takeDue();
      } catch (error) {
        this.#options.log.error({ err: error }, 'the queue of jobs could not be read');
        this.#wakeIn(DATABASE_RETRY_MS);
      }
    }
    this.#isTaking = false;
  }

  async #takeDue(): Promise<void> {
    const { repository, concurrency, perGroup, leaseMs } = this.#options;
    const nowMs = this.#options.now();
    // First of all: a lease that ran out while the machine slept would be handed out once more.
    if (nowMs >= this.#extendAtMs) await this.#extendLeases(nowMs);
    const limit = concurrency - this.#running.size;
    if (limit > 0) {
      const kinds = this.#kinds;
      const owner = this.#owner;
      const jobs = await repository.lease({ kinds, limit, perGroup, nowMs, leaseMs, owner });
      if (this.#running.size === 0) this.#extendedMs = nowMs;
      for (const job of jobs) this.#begin(job);
    }
    // Whatever else is due waits for one that runs to end, and that pokes.
    const hasPlace = this.#running.size < concurrency;
    const dueMs = hasPlace ? await repository.nextDueMs(this.#kinds, nowMs) : null;
    this.#wakeIn(Math.min(dueMs ?? Infinity, this.#extendAtMs) - this.#options.now());
  }

  get #extendAtMs(): number {
    return this.#running.size === 0 ? Infinity : this.#extendedMs + this.#options.leaseMs * EXTEND_AFTER;
  }

  async #extendLeases(nowMs: number): Promise<void> {
    const { repository, leaseMs } = this.#options;
    const runs = [...this.#running.values()];
    const ids = runs.map(({ job }) => job.id);
    const held = await repository.extend(ids, this.#owner, nowMs + leaseMs);
    for (const { job, controller } of runs) if (!held.has(job.id)) controller.abort();
    this.#extendedMs = nowMs;
  }

  #wakeIn(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#state !== 'open') return;
    this.#timer = setTimeout(() => this.poke(), Math.max(0, Math.min(delayMs, MAX_SLEEP_MS)));
  }

  #begin(job: Job): void {
    const controller = new AbortController();
    const before = [...this.#running.values()].filter((run) => isSameThing(run.job, job));
    for (const run of before) run.controller.abort();
    const ended = Promise.all(before.map((run) => run.ended)).then(() => this.#run(job, controller.signal));
    this.#running.set(job.id, { job, controller, ended });
  }

  /** Never rejects. */
  async #run(job: Job, signal: AbortSignal): Promise<void> {
    const outcome = await this.#attempt(job, signal);
    try {
      if (this.#state !== 'stopped') await this.#settle(job, outcome);
    } catch (error) {
      const { kind, key } = job;
      this.#options.log.error({ err: error, kind, key }, 'the end of a job could not be noted');
    }
    this.#running.delete(job.id);
    this.poke();
  }

  async #attempt(job: Job, signal: AbortSignal): Promise<Outcome> {
    try {
      if (signal.aborted) return { type: 'aborted' };
      const again = await this.#options.handlers[job.kind]?.(job, signal);
      return again ? { type: 'again', atMs: again.runAgainAtMs } : { type: 'done' };
    } catch (error) {
      if (signal.aborted) return { type: 'aborted' };
      return { type: error instanceof FinalJobError ? 'given-up' : 'failed', error };
    }
  }

  async #settle(job: Job, outcome: Outcome): Promise<void> {
    const { repository, log } = this.#options;
    const { id, kind, key, attempts } = job;
    switch (outcome.type) {
      case 'done':
        return repository.complete(id, this.#owner);
      case 'again':
        return repository.reschedule(id, this.#owner, outcome.atMs);
      case 'given-up':
        log.error({ err: outcome.error, kind, key, attempts }, 'a job was given up');
        return repository.complete(id, this.#owner);
      case 'failed': {
        const retryInMs = this.#options.retryDelayMs(attempts, this.#options.random());
        log.warn({ err: outcome.error, kind, key, attempts, retryInMs }, 'a job failed');
        const retryAtMs = this.#options.now() + retryInMs;
        return repository.fail(id, this.#owner, retryAtMs, String(outcome.error));
      }
      case 'aborted':
        return undefined;
    }
  }
}

const isSameThing = (a: Job, b: Job): boolean => a.kind === b.kind && a.key === b.key;
