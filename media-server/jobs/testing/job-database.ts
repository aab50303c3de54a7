import { join } from 'node:path';
import { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/test-server.ts';
import { nodeSqliteDialect } from '../../database/node-sqlite-dialect.ts';
import { JobRepository, type NewJob } from '../job-repository.ts';
import { createJobs, type JobDatabase, type JobTable } from '../jobs-table.ts';

export interface JobsOfTest {
  readonly folder: string;
  readonly databaseFile: string;
  readonly db: Kysely<JobDatabase>;
  readonly repository: JobRepository;
  /** Ordered by kind and key. */
  readonly rows: () => Promise<JobTable[]>;
  /** Adds a job that is due; of kind `work` and in no group, unless `fields` say otherwise. */
  readonly add: (key: string, fields?: Partial<NewJob>) => Promise<string>;
}

/** An empty queue in a file of its own, gone when the test is over. */
export async function openJobs(): Promise<JobsOfTest> {
  const folder = await temporaryFolder();
  const databaseFile = join(folder, 'jobs.sqlite');
  const empty = new Kysely<unknown>({ dialect: nodeSqliteDialect(databaseFile) });
  onTestFinished(() => empty.destroy());
  await createJobs(empty);
  const db = empty.withTables<{ jobs: JobTable }>();
  const repository = new JobRepository(db);
  return {
    folder,
    databaseFile,
    db,
    repository,
    rows: () => db.selectFrom('jobs').selectAll().orderBy('kind').orderBy('key').execute(),
    add: (key, fields = {}) =>
      repository.enqueue({ kind: 'work', key, groupKey: null, runAtMs: 0, ...fields }, Date.now()),
  };
}
