import type { Insertable, Kysely, Selectable } from 'kysely';
import { uuidV7 } from '../database/uuid-v7.ts';
import type { JobDatabase, JobTable } from './jobs-table.ts';

export interface NewJob {
  readonly kind: string;
  /** What it is done to; there is one job of a kind for each. */
  readonly key: string;
  /** Kept as JSON. */
  readonly payload?: unknown;
  /** Jobs of a group run a few at a time; null for one that is in none. */
  readonly groupKey: string | null;
  readonly runAtMs: number;
  /** The highest first; 0 is usual. */
  readonly priority?: number;
}

/** A job as its handler gets it. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
  readonly groupKey: string | null;
  /** 1 for the first attempt since it last succeeded. */
  readonly attempts: number;
  /** Of the attempt before; null when there was none, or it succeeded. */
  readonly lastError: string | null;
}

export interface LeaseRequest {
  readonly kinds: readonly string[];
  /** How many at most. */
  readonly limit: number;
  /** How many of one group may be leased at once, those included that are leased already. */
  readonly perGroup: number;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly owner: string;
}

const USUAL_PRIORITY = 0;
const MAX_ERROR_LENGTH = 1_000;

const FREE = { lease_until_ms: null, lease_owner: null, again_at_ms: null };

/**
 * The queue. Every method is one short transaction at most, and one that writes writes first: in SQLite a transaction that has
 * read cannot write any more once another connection did.
 *
 * A lease holds until its time is over, then the job is due again; all that ends a lease does nothing once another owner has it.
 */
export class JobRepository {
  readonly #db: Kysely<JobDatabase>;

  /** @param db May be an open transaction for `enqueue` and `remove`, which then happen together with what else it does. */
  constructor(db: Kysely<JobDatabase>) {
    this.#db = db;
  }

  /**
   * Adds a job, or changes the one of this kind and key: the earlier time and the higher priority win, payload and group are
   * the new ones. One that is leased runs once more afterwards, with them.
   * @returns Its id.
   */
  async enqueue(job: NewJob, nowMs: number): Promise<string> {
    const row: Insertable<JobTable> = {
      id: uuidV7(nowMs),
      kind: job.kind,
      key: job.key,
      payload: JSON.stringify(job.payload ?? null),
      group_key: job.groupKey,
      run_at_ms: job.runAtMs,
      priority: job.priority ?? USUAL_PRIORITY,
      attempts: 0,
      ...FREE,
      last_error: null,
      created_at_ms: nowMs,
    };
    const { id } = await this.#db
      .insertInto('jobs')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'key']).doUpdateSet((eb) => ({
          payload: row.payload,
          group_key: row.group_key,
          priority: eb
            .case()
            .when('jobs.priority', '<', row.priority)
            .then(row.priority)
            .else(eb.ref('jobs.priority'))
            .end(),
          run_at_ms: eb
            .case()
            .when(eb.and([eb('jobs.lease_until_ms', 'is', null), eb('jobs.run_at_ms', '>', row.run_at_ms)]))
            .then(row.run_at_ms)
            .else(eb.ref('jobs.run_at_ms'))
            .end(),
          again_at_ms: eb
            .case()
            .when('jobs.lease_until_ms', 'is', null)
            .then(null)
            .when('jobs.again_at_ms', '<=', row.run_at_ms)
            .then(eb.ref('jobs.again_at_ms'))
            .else(row.run_at_ms)
            .end(),
        })),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /**
   * Takes jobs that are due, those first that have the highest priority and have been due for longest. There is one owner that
   * leases at a time: two of them could together take more of a group than it may have, never the same job.
   */
  lease({ kinds, limit, perGroup, nowMs, leaseMs, owner }: LeaseRequest): Promise<Job[]> {
    return this.#db.transaction().execute(async (transaction) => {
      await freeRows(transaction, { endedAtMs: nowMs });
      const places = new GroupPlaces(perGroup, await leasedGroups(transaction));
      const chosen: string[] = [];
      while (chosen.length < limit) {
        const next = await dueRows(transaction, kinds, nowMs, places.fullGroups, chosen)
          .limit(limit - chosen.length)
          .execute();
        if (next.length === 0) break;
        chosen.push(...next.filter(({ group_key }) => places.take(group_key)).map(({ id }) => id));
      }
      if (chosen.length === 0) return [];
      const rows = await transaction
        .updateTable('jobs')
        .set((eb) => ({
          lease_until_ms: nowMs + leaseMs,
          lease_owner: owner,
          attempts: eb('attempts', '+', 1),
        }))
        .where('id', 'in', chosen)
        .where('lease_until_ms', 'is', null)
        .returningAll()
        .execute();
      return rows.toSorted((a, b) => chosen.indexOf(a.id) - chosen.indexOf(b.id)).map(toJob);
    });
  }

  /** @returns The ids of those that `owner` still holds; the others were removed or taken by another. */
  async extend(ids: readonly string[], owner: string, untilMs: number): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#db
      .updateTable('jobs')
      .set({ lease_until_ms: untilMs })
      .where('id', 'in', ids)
      .where('lease_owner', '=', owner)
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** It is done and goes; one that was asked for again meanwhile stays for that. */
  async complete(id: string, owner: string): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('jobs')
        .where('id', '=', id)
        .where('lease_owner', '=', owner)
        .where('again_at_ms', 'is', null)
        .executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) return;
      await transaction
        .updateTable('jobs')
        .set((eb) => ({
          ...FREE,
          run_at_ms: eb.fn.coalesce('again_at_ms', 'run_at_ms'),
          attempts: 0,
          last_error: null,
        }))
        .where('id', '=', id)
        .where('lease_owner', '=', owner)
        .execute();
    });
  }

  /** It is done, and is to be done again then, with the usual priority: its urgency was for this time. */
  async reschedule(id: string, owner: string, runAtMs: number): Promise<void> {
    await this.#freeLeased(id, owner, runAtMs)
      .set((eb) => ({
        attempts: 0,
        last_error: null,
        priority: eb
          .case()
          .when('again_at_ms', 'is', null)
          .then(USUAL_PRIORITY)
          .else(eb.ref('priority'))
          .end(),
      }))
      .execute();
  }

  /** It was not done, and is to be tried again then. `error` is cut to 1,000 characters. */
  async fail(id: string, owner: string, retryAtMs: number, error: string): Promise<void> {
    await this.#freeLeased(id, owner, retryAtMs)
      .set({ last_error: error.slice(0, MAX_ERROR_LENGTH) })
      .execute();
  }

  /** Gives back what was begun and not finished through no fault of its own: it is due, and the attempt does not count. */
  async release(owner: string): Promise<void> {
    await this.#db
      .updateTable('jobs')
      .set((eb) => ({ ...FREE, attempts: eb('attempts', '-', 1) }))
      .where('lease_owner', '=', owner)
      .execute();
  }

  /** Makes due what owners before this one left leased. Their attempts count: one of them may be why the process ended. */
  async releaseOthers(owner: string): Promise<void> {
    await freeRows(this.#db, { notOwnedBy: owner });
  }

  /** @returns Whether there was one. Whoever runs it is told when it extends its lease. */
  async remove(kind: string, key: string): Promise<boolean> {
    const rows = await this.#db
      .deleteFrom('jobs')
      .where('kind', '=', kind)
      .where('key', '=', key)
      .returning('id')
      .execute();
    return rows.length > 0;
  }

  /** When, later than `afterMs`, a job comes due or a lease ends; null when none does. */
  async nextDueMs(kinds: readonly string[], afterMs: number): Promise<number | null> {
    const waiting = await this.#db
      .selectFrom('jobs')
      .select('run_at_ms as at_ms')
      .where('lease_until_ms', 'is', null)
      .where('run_at_ms', '>', afterMs)
      .where('kind', 'in', kinds)
      .orderBy('run_at_ms')
      .limit(1)
      .executeTakeFirst();
    const leased = await this.#db
      .selectFrom('jobs')
      .select('lease_until_ms as at_ms')
      .where('lease_until_ms', '>', afterMs)
      .where('kind', 'in', kinds)
      .orderBy('lease_until_ms')
      .limit(1)
      .executeTakeFirst();
    const atMs = Math.min(waiting?.at_ms ?? Infinity, leased?.at_ms ?? Infinity);
    return atMs === Infinity ? null : atMs;
  }

  #freeLeased(id: string, owner: string, runAtMs: number) {
    return this.#db
      .updateTable('jobs')
      .set((eb) => ({
        ...FREE,
        run_at_ms: eb
          .case()
          .when('again_at_ms', '<', runAtMs)
          .then(eb.ref('again_at_ms').$notNull())
          .else(runAtMs)
          .end(),
      }))
      .where('id', '=', id)
      .where('lease_owner', '=', owner);
  }
}

/** How many more of each group may be taken. */
class GroupPlaces {
  readonly #perGroup: number;
  readonly #taken = new Map<string, number>();

  constructor(perGroup: number, leased: readonly { group_key: string | null; jobs: number }[]) {
    this.#perGroup = perGroup;
    for (const { group_key, jobs } of leased) if (group_key !== null) this.#taken.set(group_key, jobs);
  }

  get fullGroups(): string[] {
    return [...this.#taken].filter(([, taken]) => taken >= this.#perGroup).map(([group]) => group);
  }

  take(group: string | null): boolean {
    if (group === null) return true;
    const taken = this.#taken.get(group) ?? 0;
    if (taken >= this.#perGroup) return false;
    this.#taken.set(group, taken + 1);
    return true;
  }
}

const leasedGroups = (db: Kysely<JobDatabase>) =>
  db
    .selectFrom('jobs')
    .where('lease_until_ms', 'is not', null)
    .groupBy('group_key')
    .select((eb) => ['group_key', eb.fn.countAll<number>().as('jobs')])
    .execute();

function dueRows(
  db: Kysely<JobDatabase>,
  kinds: readonly string[],
  nowMs: number,
  exceptGroups: readonly string[],
  exceptIds: readonly string[],
) {
  let query = db
    .selectFrom('jobs')
    .select(['id', 'group_key'])
    .where('lease_until_ms', 'is', null)
    .where('run_at_ms', '<=', nowMs)
    .where('kind', 'in', kinds)
    .orderBy('priority', 'desc')
    .orderBy('run_at_ms')
    .orderBy('id');
  if (exceptIds.length > 0) query = query.where('id', 'not in', exceptIds);
  if (exceptGroups.length > 0)
    query = query.where((eb) =>
      eb.or([eb('group_key', 'is', null), eb('group_key', 'not in', exceptGroups)]),
    );
  return query;
}

/** Ends leases whose owner does not answer for them any more. */
async function freeRows(
  db: Kysely<JobDatabase>,
  which: { endedAtMs: number } | { notOwnedBy: string },
): Promise<void> {
  const leased = db.updateTable('jobs').set(FREE);
  await (
    'endedAtMs' in which
      ? leased.where('lease_until_ms', '<=', which.endedAtMs)
      : leased.where('lease_owner', '!=', which.notOwnedBy)
  ).execute();
}

const toJob = (row: Selectable<JobTable>): Job => ({
  id: row.id,
  kind: row.kind,
  key: row.key,
  payload: JSON.parse(row.payload),
  groupKey: row.group_key,
  attempts: row.attempts,
  lastError: row.last_error,
});
