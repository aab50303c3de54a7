import { sql, type Kysely } from 'kysely';

/**
 * What is to be done, one row per thing. Every row is one of three: not due yet, due, or leased.
 *
 * `{id: '0198…', kind: 'refresh-feed', key: '0197…', group_key: 'feeds.example', payload: '{"isFull":false}', attempts: 0, …}`
 */
export interface JobTable {
  id: string;
  /** Which handler does it. */
  kind: string;
  /** What it is done to; unique within its kind. */
  key: string;
  /** JSON. */
  payload: string;
  /** Jobs that share something that bears only so many at once, the host of a feed for one; null for one that shares nothing. */
  group_key: string | null;
  /** Due from then on. */
  run_at_ms: number;
  /** The highest first. */
  priority: number;
  /** How often it was begun since it last succeeded. */
  attempts: number;
  /** Until when nobody else takes it; null while it is free. */
  lease_until_ms: number | null;
  lease_owner: string | null;
  /** When to run it next, asked for while it was leased; null when it was not. */
  again_at_ms: number | null;
  /** Of the last attempt; null when that succeeded. */
  last_error: string | null;
  created_at_ms: number;
}

/** What the queue needs of a database. */
export interface JobDatabase {
  jobs: JobTable;
}

/** Makes the table of jobs and its indexes. */
export async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('group_key', 'text')
    .addColumn('run_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('lease_until_ms', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('again_at_ms', 'bigint')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    // The long columns stand last: SQLite reads a row from its start to the last column asked for.
    .addColumn('last_error', 'text')
    .addColumn('payload', 'text', (column) => column.notNull())
    // The key stands first: by kind alone, a search is to take one of the indexes below, which tell the time as well.
    .addUniqueConstraint('jobs_thing', ['key', 'kind'])
    .execute();

  const leaseUntilMs = sql<number | null>`lease_until_ms`;
  // Holds all that decides which job comes next, so that those of a full group are passed over without reading their rows.
  await db.schema
    .createIndex('jobs_run_at')
    .on('jobs')
    .columns(['run_at_ms', 'kind', 'group_key', 'priority', 'id'])
    .where(leaseUntilMs, 'is', null)
    .execute();
  await db.schema
    .createIndex('jobs_leased')
    .on('jobs')
    .columns(['lease_until_ms', 'kind', 'group_key'])
    .where(leaseUntilMs, 'is not', null)
    .execute();
}
