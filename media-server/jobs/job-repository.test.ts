import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobRepository, type LeaseRequest } from './job-repository.ts';
import { openJobs } from './testing/job-database.ts';

const JOB_PROCESS = fileURLToPath(new URL('testing/job-process.ts', import.meta.url));

const ASK: LeaseRequest = {
  kinds: ['work'],
  limit: 10,
  perGroup: 10,
  nowMs: 1_000,
  leaseMs: 100,
  owner: 'me',
};

const leasedKeys = async (repository: JobRepository, fields: Partial<LeaseRequest> = {}): Promise<string[]> =>
  (await repository.lease({ ...ASK, ...fields })).map(({ key }) => key);

describe('enqueue', () => {
  it('keeps one job for each thing: earlier and more urgent win, payload and group are the last', async () => {
    const { add, rows, repository } = await openJobs();
    const id = await add('a', { runAtMs: 50, priority: 1, payload: { of: 'first' }, groupKey: 'x' });
    expect(await add('a', { runAtMs: 90, priority: 3, payload: { of: 'second' }, groupKey: 'y' })).toBe(id);
    expect(await rows()).toMatchObject([{ run_at_ms: 50, priority: 3, group_key: 'y' }]);
    await add('a', { runAtMs: 20 });
    expect(await rows()).toMatchObject([{ run_at_ms: 20, priority: 3, payload: 'null', again_at_ms: null }]);
    await add('a', { kind: 'other', payload: ["it's", { quoted: '"' }] });
    expect(await rows()).toHaveLength(2);
    const [other] = await repository.lease({ ...ASK, kinds: ['other'] });
    expect(other?.payload).toEqual(["it's", { quoted: '"' }]);
  });

  it('while it is leased, makes it run once more, at the earliest time asked for', async () => {
    const { add, rows, repository } = await openJobs();
    const id = await add('a', { payload: 1 });
    expect(await leasedKeys(repository)).toEqual(['a']);
    for (const [payload, runAtMs] of [700, 400, 900].entries()) await add('a', { payload, runAtMs });
    expect(await leasedKeys(repository)).toEqual([]);
    await repository.complete(id, 'me');
    expect(await rows()).toMatchObject([
      { id, run_at_ms: 400, payload: '2', attempts: 0, lease_until_ms: null, again_at_ms: null },
    ]);
    expect(await leasedKeys(repository)).toEqual(['a']);
    await repository.complete(id, 'me');
    expect(await rows()).toEqual([]);
  });

  it('happens together with what else a transaction does, or not at all', async () => {
    const { db, rows } = await openJobs();
    const failing = db.transaction().execute(async (transaction) => {
      const job = { kind: 'work', key: 'a', groupKey: null, runAtMs: 0 };
      await new JobRepository(transaction).enqueue(job, 0);
      throw new Error('It is undone.');
    });
    await expect(failing).rejects.toThrow('It is undone.');
    expect(await rows()).toEqual([]);
  });
});

describe('lease', () => {
  it('takes the most urgent first, of these the oldest, and none that is not due', async () => {
    const { add, repository } = await openJobs();
    await add('old', { runAtMs: 10 });
    await add('new', { runAtMs: 900 });
    await add('urgent', { runAtMs: 950, priority: 5 });
    await add('later, urgent', { runAtMs: 1_001, priority: 9 });
    await add('just due', { runAtMs: 1_000, priority: -1 });
    await add('of another kind', { kind: 'other', priority: 9 });
    expect(await leasedKeys(repository, { limit: 3 })).toEqual(['urgent', 'old', 'new']);
    expect(await leasedKeys(repository)).toEqual(['just due']);
    expect(await leasedKeys(repository, { nowMs: 1_001 })).toEqual(['later, urgent']);
    expect(await leasedKeys(repository, { kinds: ['work', 'other'] })).toEqual(['of another kind']);
  });

  it('takes no more of a group than it may have, those included that run, and passes on to the others', async () => {
    const { add, repository } = await openJobs();
    for (let index = 0; index < 30; index++) await add(`busy ${index}`, { groupKey: 'busy', runAtMs: index });
    for (let index = 0; index < 3; index++)
      await add(`calm ${index}`, { groupKey: 'calm', runAtMs: 100 + index });
    for (let index = 0; index < 3; index++) await add(`alone ${index}`, { runAtMs: 200 + index });
    const ask = { perGroup: 2, limit: 3 };
    expect(await leasedKeys(repository, ask)).toEqual(['busy 0', 'busy 1', 'calm 0']);
    expect(await leasedKeys(repository, ask)).toEqual(['calm 1', 'alone 0', 'alone 1']);
    expect(await leasedKeys(repository, ask)).toEqual(['alone 2']);
    expect(await leasedKeys(repository, ask)).toEqual([]);
    expect(await leasedKeys(repository, { ...ask, nowMs: ASK.nowMs + ASK.leaseMs })).toEqual([
      'busy 0',
      'busy 1',
      'calm 0',
    ]);
  });

  it('of another owner cannot be ended or extended', async () => {
    const { add, rows, repository } = await openJobs();
    const id = await add('a');
    await leasedKeys(repository);
    await leasedKeys(repository, { owner: 'you', nowMs: 2_000 });
    const [before] = await rows();
    await repository.complete(id, 'me');
    await repository.fail(id, 'me', 9_000, 'late');
    await repository.reschedule(id, 'me', 9_000);
    await repository.release('me');
    await repository.releaseOthers('you');
    expect(await repository.extend([id], 'me', 9_000)).toEqual(new Set());
    expect(await rows()).toEqual([before]);
    expect(await repository.extend([id], 'you', 9_000)).toEqual(new Set([id]));
  });
});

it('says when something comes due next: a job that waits, or a lease that ends', async () => {
  const { add, repository } = await openJobs();
  const next = (afterMs: number, kinds = ['work']) => repository.nextDueMs(kinds, afterMs);
  expect(await next(0)).toBeNull();
  await add('due', { runAtMs: 500 });
  await add('waiting', { runAtMs: 3_000 });
  await add('waiting', { runAtMs: 2_000, kind: 'other' });
  expect(await next(1_000)).toBe(3_000);
  expect(await next(1_000, ['work', 'other'])).toBe(2_000);
  await repository.lease({ ...ASK, leaseMs: 500 });
  expect(await next(1_000)).toBe(1_500);
  expect(await next(3_000)).toBeNull();
});

it('remembers why a job failed, how often it was begun, and forgets both when it succeeds', async () => {
  const { add, rows, repository } = await openJobs();
  const id = await add('a', { priority: 7 });
  await repository.lease(ASK);
  await repository.fail(id, 'me', 2_000, 'x'.repeat(5_000));
  expect(await rows()).toMatchObject([
    { run_at_ms: 2_000, attempts: 1, last_error: 'x'.repeat(1_000), priority: 7 },
  ]);
  const [again] = await repository.lease({ ...ASK, nowMs: 2_000 });
  expect(again).toMatchObject({ id, attempts: 2, lastError: 'x'.repeat(1_000) });
  await repository.reschedule(id, 'me', 5_000);
  expect(await rows()).toMatchObject([{ run_at_ms: 5_000, attempts: 0, last_error: null, priority: 0 }]);
});

it('processes that lease from one database never get the same job, and none is kept out', async () => {
  const { folder, databaseFile, repository, db, add } = await openJobs();
  const jobs = 400;
  const keys = Array.from({ length: jobs }, (_, index) => String(index));
  for (const key of keys) await add(key);
  const logFile = join(folder, 'log');
  writeFileSync(logFile, '');
  const processes = [0, 1].map(() =>
    spawn(process.execPath, [JOB_PROCESS, 'lease', databaseFile, logFile], { stdio: 'inherit' }),
  );
  // Another connection that writes all the time, as the threads of the library do.
  const codes = Promise.all(processes.map((child) => once(child, 'exit')));
  let isOver = false;
  void codes.then(() => (isOver = true));
  while (!isOver) {
    await db.updateTable('jobs').set({ last_error: 'written' }).where('kind', '=', 'other').execute();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect((await codes).map(([code]) => code as number)).toEqual([0, 0]);
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  const begun = lines.filter((line) => line.startsWith('begin ')).map((line) => line.slice(6));
  expect(begun.toSorted()).toEqual(keys.toSorted());
  expect(await repository.lease({ ...ASK, nowMs: Date.now() })).toEqual([]);
});

/** What a row is to be, by rules that are written down as plainly as can be. */
interface ModelJob {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly group: string | null;
  runAtMs: number;
  priority: number;
  payload: number;
  attempts: number;
  lease: { owner: string; untilMs: number; againAtMs: number | null } | null;
  error: string | null;
}

const KINDS = ['a', 'b'];
const OWNERS = ['one', 'two'];
const GROUPS = ['x', 'y', null];

const anyOwner = fc.constantFrom(...OWNERS);
const anyThing = { kind: fc.constantFrom(...KINDS), key: fc.nat({ max: 5 }) };
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('enqueue' as const),
      ...anyThing,
      delayMs: fc.integer({ min: -30, max: 30 }),
      priority: fc.nat({ max: 2 }),
      payload: fc.nat({ max: 99 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('lease' as const),
      owner: anyOwner,
      kinds: fc.subarray(KINDS, { minLength: 1 }),
      limit: fc.integer({ min: 1, max: 4 }),
      perGroup: fc.integer({ min: 1, max: 2 }),
      leaseMs: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('complete' as const, 'fail' as const, 'reschedule' as const, 'extend' as const),
      owner: anyOwner,
      which: fc.nat({ max: 11 }),
      delayMs: fc.integer({ min: 0, max: 40 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('release' as const, 'crash' as const), owner: anyOwner }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), ...anyThing }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

class Model {
  nowMs = 10_000;
  jobs: ModelJob[] = [];

  enqueue(step: Extract<Step, { type: 'enqueue' }>, id: string): void {
    const runAtMs = this.nowMs + step.delayMs;
    const key = String(step.key);
    const known = this.jobs.find((job) => job.kind === step.kind && job.key === key);
    const { kind, priority, payload } = step;
    if (!known) {
      const group = GROUPS[step.key % GROUPS.length] ?? null;
      this.jobs.push({
        id,
        kind,
        key,
        group,
        runAtMs,
        priority,
        payload,
        attempts: 0,
        lease: null,
        error: null,
      });
      return;
    }
    expect(id).toBe(known.id);
    known.payload = payload;
    known.priority = Math.max(known.priority, priority);
    if (known.lease) known.lease.againAtMs = Math.min(known.lease.againAtMs ?? runAtMs, runAtMs);
    else known.runAtMs = Math.min(known.runAtMs, runAtMs);
  }

  lease({ owner, kinds, limit, perGroup, leaseMs }: Extract<Step, { type: 'lease' }>): string[] {
    for (const job of this.jobs) if (job.lease && job.lease.untilMs <= this.nowMs) job.lease = null;
    const due = this.jobs
      .filter((job) => !job.lease && job.runAtMs <= this.nowMs && kinds.includes(job.kind))
      .toSorted((a, b) => b.priority - a.priority || a.runAtMs - b.runAtMs || (a.id < b.id ? -1 : 1));
    const taken: string[] = [];
    for (const job of due) {
      const alike = this.jobs.filter(({ lease, group }) => lease && group !== null && group === job.group);
      if (taken.length === limit || alike.length >= perGroup) continue;
      job.lease = { owner, untilMs: this.nowMs + leaseMs, againAtMs: null };
      job.attempts++;
      taken.push(job.id);
    }
    return taken;
  }

  end(job: ModelJob, type: 'complete' | 'fail' | 'reschedule', atMs: number): void {
    const againAtMs = job.lease?.againAtMs ?? null;
    job.lease = null;
    if (type === 'complete' && againAtMs === null) this.jobs = this.jobs.filter((other) => other !== job);
    else if (type === 'complete') job.runAtMs = againAtMs ?? 0;
    else job.runAtMs = Math.min(againAtMs ?? atMs, atMs);
    if (type === 'reschedule' && againAtMs === null) job.priority = 0;
    if (type === 'fail') job.error = 'failed';
    else Object.assign(job, { attempts: 0, error: null });
  }

  release(holds: (owner: string) => boolean, counts: boolean): void {
    for (const job of this.jobs) {
      if (!job.lease || !holds(job.lease.owner)) continue;
      job.lease = null;
      if (!counts) job.attempts--;
    }
  }
}

async function take(step: Step, model: Model, repository: JobRepository): Promise<void> {
  switch (step.type) {
    case 'enqueue': {
      const { kind, priority, payload } = step;
      const groupKey = GROUPS[step.key % GROUPS.length] ?? null;
      const job = {
        kind,
        key: String(step.key),
        groupKey,
        priority,
        payload,
        runAtMs: model.nowMs + step.delayMs,
      };
      return model.enqueue(step, await repository.enqueue(job, model.nowMs));
    }
    case 'lease': {
      const { type: _type, ...request } = step;
      const held = model.jobs.filter(({ lease }) => lease && lease.untilMs > model.nowMs).map(({ id }) => id);
      const leased = (await repository.lease({ ...request, nowMs: model.nowMs })).map(({ id }) => id);
      expect(leased.filter((id) => held.includes(id))).toEqual([]);
      return expect(leased).toEqual(model.lease(step));
    }
    case 'pass':
      model.nowMs += step.ms;
      return;
    case 'release':
      await repository.release(step.owner);
      return model.release((owner) => owner === step.owner, false);
    case 'crash': {
      await repository.releaseOthers(step.owner);
      return model.release((owner) => owner !== step.owner, true);
    }
    case 'remove': {
      const { kind, key } = step;
      const rest = model.jobs.filter((job) => job.kind !== kind || job.key !== String(key));
      expect(await repository.remove(kind, String(key))).toBe(rest.length < model.jobs.length);
      model.jobs = rest;
      return;
    }
    case 'complete':
    case 'fail':
    case 'reschedule':
    case 'extend':
      return endLease(step, model, repository);
  }
}

async function endLease(
  { type, owner, which, delayMs }: Extract<Step, { which: number }>,
  model: Model,
  repository: JobRepository,
): Promise<void> {
  const job = model.jobs[which % Math.max(1, model.jobs.length)];
  if (!job) return;
  const atMs = model.nowMs + delayMs;
  const isHeld = job.lease?.owner === owner;
  if (type === 'complete') await repository.complete(job.id, owner);
  else if (type === 'fail') await repository.fail(job.id, owner, atMs, 'failed');
  else if (type === 'reschedule') await repository.reschedule(job.id, owner, atMs);
  else expect(await repository.extend([job.id], owner, atMs)).toEqual(new Set(isHeld ? [job.id] : []));
  if (!isHeld || !job.lease) return;
  if (type === 'extend') job.lease.untilMs = atMs;
  else model.end(job, type, atMs);
}

it('whatever is done to it, is as the rules say: none lost, none leased twice at a time', async () => {
  const { db, repository, rows } = await openJobs();
  let leases = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 60 }), async (steps) => {
      await db.deleteFrom('jobs').execute();
      const model = new Model();
      for (const step of steps) {
        await take(step, model, repository);
        leases += model.jobs.filter(({ lease }) => lease).length;
        const byThing = model.jobs.toSorted((a, b) => (a.kind + a.key < b.kind + b.key ? -1 : 1));
        expect(await rows()).toMatchObject(
          byThing.map((job) => ({
            id: job.id,
            kind: job.kind,
            key: job.key,
            payload: String(job.payload),
            group_key: job.group,
            run_at_ms: job.runAtMs,
            priority: job.priority,
            attempts: job.attempts,
            lease_owner: job.lease?.owner ?? null,
            lease_until_ms: job.lease?.untilMs ?? null,
            again_at_ms: job.lease?.againAtMs ?? null,
            last_error: job.error,
          })),
        );
      }
      // In the end everything that is owed can be taken, by one that comes later.
      model.nowMs += 10_000;
      const owed = model.jobs.map(({ id }) => id).toSorted();
      const all = { kinds: KINDS, limit: 99, perGroup: 99, leaseMs: 1, owner: 'last', nowMs: model.nowMs };
      expect((await repository.lease(all)).map(({ id }) => id).toSorted()).toEqual(owed);
    }),
    { numRuns: 150 },
  );
  expect(leases).toBeGreaterThan(1_000);
});
