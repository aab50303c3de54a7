import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { until } from '../testing/open-files.ts';
import { FinalJobError } from './final-job-error.ts';
import { JobRepository, type Job } from './job-repository.ts';
import { JobRunner, type JobHandler, type JobRunnerOptions } from './job-runner.ts';
import { openJobs, type JobsOfTest } from './testing/job-database.ts';

const JOB_PROCESS = fileURLToPath(new URL('testing/job-process.ts', import.meta.url));

interface Logged {
  readonly message: string;
  readonly key?: string;
  readonly retryInMs?: number;
}

function jobLog() {
  const logged: Logged[] = [];
  const note = (details: object, message: string) => void logged.push({ ...details, message });
  return { logged, warn: note, error: note };
}

/** A runner of jobs of the kind `work`, stopped when the test is over. */
function runnerOf(jobs: JobsOfTest, work: JobHandler, options: Partial<JobRunnerOptions> = {}) {
  const log = jobLog();
  const { repository } = jobs;
  const runner = new JobRunner({
    repository,
    handlers: { work },
    log,
    concurrency: 4,
    perGroup: 2,
    ...options,
  });
  onTestFinished(() => runner.stop());
  return { runner, logged: log.logged };
}

/** A handler that counts: what it did, and how many at once, over all and of each group. */
function counted(handler: JobHandler = () => sleep(2)) {
  const done: string[] = [];
  const running: Job[] = [];
  const most = { overall: 0, ofGroup: 0, ofThing: 0 };
  const work: JobHandler = async (job, signal) => {
    running.push(job);
    const alike = (of: keyof Job) => running.filter((other) => other[of] === job[of]).length;
    most.overall = Math.max(most.overall, running.length);
    if (job.groupKey !== null) most.ofGroup = Math.max(most.ofGroup, alike('groupKey'));
    most.ofThing = Math.max(most.ofThing, alike('key'));
    try {
      return await handler(job, signal);
    } finally {
      running.splice(running.indexOf(job), 1);
      done.push(job.key);
    }
  };
  return { work, done, running, most };
}

/** Ends only when it is told to, or not at all. */
const forever = () => new Promise<void>(() => undefined);
const untilAborted = (_job: Job, signal: AbortSignal) =>
  new Promise<void>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('It was aborted.'))),
  );

describe('what is due', () => {
  it('runs, as many at once as there may be, over all and of a group, each thing once', async () => {
    const jobs = await openJobs();
    const { work, done, most } = counted();
    const keys = Array.from({ length: 60 }, (_, index) => String(index));
    for (const key of keys) await jobs.add(key, { groupKey: `host ${Number(key) % 3}` });
    const { runner, logged } = runnerOf(jobs, work, { concurrency: 5, perGroup: 2 });
    await runner.start();
    await until(async () => (await jobs.rows()).length === 0);
    expect(done.toSorted()).toEqual(keys.toSorted());
    expect(most).toEqual({ overall: 5, ofGroup: 2, ofThing: 1 });
    expect(logged).toEqual([]);
  });

  it('gets the payload, and jobs of kinds that nobody handles stay', async () => {
    const jobs = await openJobs();
    const payloads: unknown[] = [];
    await jobs.add('a', { payload: { full: true } });
    await jobs.add('b', { kind: 'unknown' });
    const { runner } = runnerOf(jobs, async ({ payload }) => void payloads.push(payload));
    await runner.start();
    await until(async () => (await jobs.rows()).length === 1);
    expect(payloads).toEqual([{ full: true }]);
    expect(await jobs.rows()).toMatchObject([{ kind: 'unknown', attempts: 0 }]);
  });

  it('is begun when its time comes, or after a poke, and the queue is left alone in between', async () => {
    const jobs = await openJobs();
    const { work, done } = counted(async () => undefined);
    const { runner } = runnerOf(jobs, work);
    const lease = vi.spyOn(jobs.repository, 'lease');
    const startMs = Date.now();
    await jobs.add('timed', { runAtMs: startMs + 400 });
    await runner.start();
    await sleep(200);
    expect(lease).toHaveBeenCalledTimes(1);
    await jobs.add('poked');
    runner.poke();
    await until(() => done.length === 1);
    expect(Date.now() - startMs).toBeLessThan(400);
    await until(() => done.length === 2);
    expect(Date.now() - startMs).toBeGreaterThanOrEqual(400);
    expect(Date.now() - startMs).toBeLessThan(700);
    expect(done).toEqual(['poked', 'timed']);
    await sleep(100);
    // The start, the poke, its end, the time, its end; a timer may ring a millisecond early.
    expect(lease.mock.calls.length).toBeLessThanOrEqual(7);
  });

  it('sleeps while all that is due waits for a place', async () => {
    const jobs = await openJobs();
    for (let index = 0; index < 10; index++)
      await jobs.add(String(index), { groupKey: 'one host', runAtMs: 1 });
    const { runner } = runnerOf(jobs, forever, { stopMs: 10 });
    const lease = vi.spyOn(jobs.repository, 'lease');
    await runner.start();
    await sleep(300);
    expect(lease).toHaveBeenCalledTimes(1);
  });

  it('runs again when its handler says so, in the same row', async () => {
    const jobs = await openJobs();
    const id = await jobs.add('a');
    const { work, done } = counted(async () => ({ runAgainAtMs: Date.now() + 20 }));
    const { runner } = runnerOf(jobs, work);
    await runner.start();
    await until(() => done.length === 4);
    await runner.stop();
    expect(await jobs.rows()).toMatchObject([{ id, attempts: 0, lease_until_ms: null }]);
  });

  it('runs once more when it was asked for while it ran', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done, most } = counted(async ({ payload }) => {
      if (payload === null) await jobs.add('a', { payload: 'again' });
    });
    const { runner } = runnerOf(jobs, work);
    await runner.start();
    await until(async () => (await jobs.rows()).length === 0);
    expect(done).toEqual(['a', 'a']);
    expect(most.ofThing).toBe(1);
  });
});

describe('a job that fails', () => {
  it('is tried again, each time later, until it succeeds', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const begunMs: number[] = [];
    const errors: (string | null)[] = [];
    const { runner, logged } = runnerOf(
      jobs,
      async ({ attempts, lastError }) => {
        begunMs.push(Date.now());
        errors.push(lastError);
        if (attempts < 4) throw new Error(`Attempt ${attempts}`);
      },
      { retryDelayMs: (attempt, jitter) => attempt * 40 + jitter, random: () => 0.5 },
    );
    await runner.start();
    await until(async () => (await jobs.rows()).length === 0);
    expect(errors).toEqual([null, 'Error: Attempt 1', 'Error: Attempt 2', 'Error: Attempt 3']);
    expect(logged.map(({ message, retryInMs }) => [message, retryInMs])).toEqual([
      ['a job failed', 40.5],
      ['a job failed', 80.5],
      ['a job failed', 120.5],
    ]);
    const waits = begunMs.slice(1).map((ms, index) => ms - (begunMs[index] ?? 0));
    for (const [index, waitMs] of waits.entries()) expect(waitMs).toBeGreaterThanOrEqual((index + 1) * 40);
  });

  it('for good is given up', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done } = counted(() => Promise.reject(new FinalJobError('It is gone.')));
    const { runner, logged } = runnerOf(jobs, work, { retryDelayMs: () => 1 });
    await runner.start();
    await until(async () => (await jobs.rows()).length === 0);
    await sleep(30);
    expect(done).toEqual(['a']);
    expect(logged).toMatchObject([{ message: 'a job was given up', key: 'a', attempts: 1 }]);
  });

  it('holds up no other, and neither does one that never ends', async () => {
    const jobs = await openJobs();
    for (let index = 0; index < 5; index++)
      await jobs.add(`slow ${index}`, { groupKey: 'slow', priority: 9 });
    for (let index = 0; index < 40; index++) await jobs.add(`${index}`, { groupKey: `host ${index % 4}` });
    const { work, done, running } = counted(({ groupKey, key }) => {
      if (groupKey === 'slow') return forever();
      return key.endsWith('7') ? Promise.reject(new Error('It failed.')) : sleep(2);
    });
    const { runner } = runnerOf(jobs, work, { stopMs: 10 });
    const startMs = Date.now();
    await runner.start();
    await until(() => done.length === 40);
    expect(Date.now() - startMs).toBeLessThan(2_000);
    expect(running.map(({ groupKey }) => groupKey)).toEqual(['slow', 'slow']);
  });
});

describe('a lease', () => {
  it('holds for as long as the handler runs', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done, most } = counted(() => sleep(500));
    const { runner } = runnerOf(jobs, work, { leaseMs: 90 });
    await runner.start();
    const poking = setInterval(() => runner.poke(), 10);
    await until(() => done.length === 1);
    clearInterval(poking);
    await until(async () => (await jobs.rows()).length === 0);
    expect(done).toEqual(['a']);
    expect(most.ofThing).toBe(1);
  });

  it('that ran out while the machine slept is not handed out again', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    let asleepMs = 0;
    const { work, done, running, most } = counted(untilAborted);
    const { runner } = runnerOf(jobs, work, { leaseMs: 1_000, now: () => Date.now() + asleepMs });
    await runner.start();
    await until(() => running.length === 1);
    asleepMs = 3_600_000;
    runner.poke();
    await until(async () => ((await jobs.rows())[0]?.lease_until_ms ?? 0) > Date.now() + asleepMs);
    expect(most.ofThing).toBe(1);
    expect(done).toEqual([]);
  });

  it('is over when the job is removed: its handler is aborted, and the same thing begins after that', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done, running, most } = counted(async (job, signal) => {
      await untilAborted(job, signal).catch(() => sleep(100));
    });
    const { runner, logged } = runnerOf(jobs, work);
    await runner.start();
    await until(() => running.length === 1);
    await jobs.repository.remove('work', 'a');
    const id = await jobs.add('a');
    runner.poke();
    await until(() => running[0]?.id === id);
    expect(done).toEqual(['a']);
    expect(most.ofThing).toBe(1);
    expect(logged).toEqual([]);
    await jobs.repository.remove('work', 'a');
  });

  it('that cannot be extended any more ends its handler', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done, running } = counted(untilAborted);
    const { runner, logged } = runnerOf(jobs, work, { leaseMs: 150 });
    await runner.start();
    await until(() => running.length === 1);
    await jobs.repository.remove('work', 'a');
    await until(() => done.length === 1);
    expect(logged).toEqual([]);
  });
});

describe('while the database fails', () => {
  it('a job whose end could not be noted runs again when its lease is over', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    vi.spyOn(jobs.repository, 'complete').mockRejectedValueOnce(new Error('The disk is full.'));
    const { work, done } = counted(async () => undefined);
    const { runner, logged } = runnerOf(jobs, work, { leaseMs: 200 });
    const startMs = Date.now();
    await runner.start();
    await until(async () => (await jobs.rows()).length === 0);
    expect(Date.now() - startMs).toBeGreaterThanOrEqual(200);
    expect(done).toEqual(['a', 'a']);
    expect(logged).toMatchObject([{ message: 'the end of a job could not be noted', key: 'a' }]);
  });

  it('the next poke tries anew', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    vi.spyOn(jobs.repository, 'lease').mockRejectedValueOnce(new Error('The disk is full.'));
    const { work, done } = counted(async () => undefined);
    const { runner, logged } = runnerOf(jobs, work);
    await runner.start();
    await until(() => logged.length === 1);
    expect(logged).toMatchObject([{ message: 'the queue of jobs could not be read' }]);
    runner.poke();
    await until(() => done.length === 1);
  });
});

describe('stop', () => {
  it('aborts what runs, waits for it, and leaves it due as if it had not begun', async () => {
    const jobs = await openJobs();
    const keys = ['aborts', 'ends', 'hangs', 'waits'];
    for (const [runAtMs, key] of keys.entries()) await jobs.add(key, { runAtMs });
    const { work, running, done } = counted((job, signal) => {
      if (job.key === 'hangs') return forever();
      return job.key === 'ends' ? sleep(150) : untilAborted(job, signal);
    });
    const { runner, logged } = runnerOf(jobs, work, { concurrency: 3, stopMs: 300 });
    await runner.start();
    await until(() => running.length === 3);
    const startMs = Date.now();
    void runner.stop();
    await runner.stop();
    expect(Date.now() - startMs).toBeGreaterThanOrEqual(290);
    expect(done).toEqual(['aborts', 'ends']);
    expect(await jobs.rows()).toMatchObject(
      ['aborts', 'hangs', 'waits'].map((key) => ({
        key,
        attempts: 0,
        lease_until_ms: null,
        last_error: null,
      })),
    );
    runner.poke();
    await sleep(30);
    expect(done).toHaveLength(2);
    expect(logged).toEqual([]);
  });

  it('keeps a handler that ends too late from touching the queue', async () => {
    const jobs = await openJobs();
    await jobs.add('a');
    const { work, done, running } = counted(() => sleep(100));
    const { runner, logged } = runnerOf(jobs, work, { stopMs: 1 });
    await runner.start();
    await until(() => running.length === 1);
    await runner.stop();
    const complete = vi.spyOn(jobs.repository, 'complete');
    await until(() => done.length === 1);
    await sleep(20);
    expect(complete).not.toHaveBeenCalled();
    expect(logged).toEqual([]);
    expect(await jobs.rows()).toHaveLength(1);
  });
});

it('does all jobs of a process that was killed, at once, and each at least once', async () => {
  const { folder, databaseFile, add, rows } = await openJobs();
  const keys = Array.from({ length: 300 }, (_, index) => String(index));
  for (const key of keys) await add(key, { groupKey: `host ${Number(key) % 5}` });
  const logFile = join(folder, 'log');
  writeFileSync(logFile, '');
  const notes = (event: string) =>
    readFileSync(logFile, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(`${event} `))
      .map((line) => line.slice(event.length + 1));
  const start = () => {
    const child = spawn(process.execPath, [JOB_PROCESS, 'run', databaseFile, logFile], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, exit: once(child, 'exit') };
  };

  const killed = start();
  await until(() => notes('end').length >= 60, 10_000);
  killed.child.kill('SIGKILL');
  await killed.exit;
  const left = await rows();
  const held = left.filter(({ lease_until_ms: untilMs }) => untilMs !== null);
  expect(held.length).toBeGreaterThan(0);
  expect(held.every(({ lease_until_ms: untilMs }) => (untilMs ?? 0) > Date.now() + 30_000)).toBe(true);
  const begunBefore = notes('begin').length;

  const [code] = (await start().exit) as [number | null];
  expect(code).toBe(0);
  expect(await rows()).toEqual([]);
  expect(new Set(notes('end'))).toEqual(new Set(keys));
  // Only what was taken when the process was killed runs twice.
  expect(notes('begin').length).toBe(begunBefore + left.length);
  expect(notes('begin').length).toBeLessThanOrEqual(keys.length + held.length);
}, 30_000);

it('empties a queue of 10,000 jobs quickly', async () => {
  const jobs = await openJobs();
  const total = 10_000;
  await jobs.db.transaction().execute(async (transaction) => {
    const repository = new JobRepository(transaction);
    for (let index = 0; index < total; index++)
      await repository.enqueue(
        {
          kind: 'work',
          key: `${index}`,
          groupKey: `host ${index % 700}`,
          runAtMs: index,
          priority: index % 3,
        },
        0,
      );
  });
  const seen = new Set<string>();
  const startMs = performance.now();
  const ended = Promise.withResolvers<void>();
  const { runner } = runnerOf(
    jobs,
    async ({ key }) => {
      expect(seen.has(key)).toBe(false);
      if (seen.add(key).size === total) ended.resolve();
    },
    { concurrency: 16 },
  );
  await runner.start();
  await ended.promise;
  await runner.stop();
  const seconds = (performance.now() - startMs) / 1_000;
  console.info(`${total} jobs in ${seconds.toFixed(1)} s, ${Math.round(total / seconds)} a second`);
  expect(await jobs.rows()).toEqual([]);
  expect(seconds).toBeLessThan(15);
}, 30_000);
