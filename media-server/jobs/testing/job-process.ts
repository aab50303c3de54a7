import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from '../../database/node-sqlite-dialect.ts';
import { JobRepository } from '../job-repository.ts';
import { JobRunner } from '../job-runner.ts';
import type { JobDatabase } from '../jobs-table.ts';

/**
 * Does all jobs of kind `work` in a database and ends; each writes `begin` and `end` with its key into a file.
 * `run` does it with a runner, `lease` as one of several that lease from one database.
 */
const [mode = '', databaseFile = '', logFile = ''] = process.argv.slice(2);
const db = new Kysely<JobDatabase>({ dialect: nodeSqliteDialect(databaseFile) });
const repository = new JobRepository(db);
const note = (event: string, key: string) => appendFileSync(logFile, `${event} ${key}\n`);

await (mode === 'run' ? runAll() : leaseAll());
await db.destroy();

async function runAll(): Promise<void> {
  const log = { warn: console.error, error: console.error };
  const work = async ({ key }: { key: string }) => {
    note('begin', key);
    await sleep(5);
    note('end', key);
  };
  const runner = new JobRunner({ repository, handlers: { work }, log, concurrency: 4, perGroup: 2 });
  await runner.start();
  while ((await db.selectFrom('jobs').select('id').execute()).length > 0) await sleep(10);
  await runner.stop();
}

async function leaseAll(): Promise<void> {
  const owner = String(process.pid);
  const request = { kinds: ['work'], limit: 3, perGroup: 3, leaseMs: 30_000, owner };
  for (;;) {
    const jobs = await repository.lease({ ...request, nowMs: Date.now() });
    if (jobs.length === 0) return;
    for (const { id, key } of jobs) {
      note('begin', key);
      await repository.complete(id, owner);
      note('end', key);
    }
  }
}
