import type { Kysely } from 'kysely';
import type { Database, HubSubscriptionTable } from '../../database/schema.ts';

/** What was asked of hubs, and what they promised. @see https://www.w3.org/TR/websub/ */
export class HubRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async find(showId: string): Promise<HubSubscriptionTable | null> {
    const row = await this.#db
      .selectFrom('hub_subscriptions')
      .selectAll()
      .where('show_id', '=', showId)
      .executeTakeFirst();
    return row ?? null;
  }

  async findByToken(token: string): Promise<HubSubscriptionTable | null> {
    const row = await this.#db
      .selectFrom('hub_subscriptions')
      .selectAll()
      .where('token', '=', token)
      .executeTakeFirst();
    return row ?? null;
  }

  async save(row: HubSubscriptionTable): Promise<void> {
    const { show_id: _showId, ...changes } = row;
    await this.#db
      .insertInto('hub_subscriptions')
      .values(row)
      .onConflict((conflict) => conflict.column('show_id').doUpdateSet(changes))
      .execute();
  }

  async setLease(showId: string, untilMs: number | null): Promise<void> {
    await this.#db
      .updateTable('hub_subscriptions')
      .set({ lease_until_ms: untilMs })
      .where('show_id', '=', showId)
      .execute();
  }
}
