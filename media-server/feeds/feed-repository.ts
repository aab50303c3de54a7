import type { Kysely } from 'kysely';
import type { FeedFailureCode } from '../../core/api/feed.ts';
import type { Subscription } from '../../core/api/subscription.ts';
import type { Database, FeedTable } from '../database/schema.ts';
import { uuidV7 } from '../database/uuid-v7.ts';
import type { Credentials } from '../outbound/outbound-types.ts';
import { REFRESH_FEED } from './refresh/refresh-job.ts';
import { UNREAD_FEED, type FeedFacts } from './facts.ts';

export interface Feed {
  readonly showId: string;
  readonly url: string;
  readonly credentials: Credentials | null;
  readonly facts: FeedFacts;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  readonly fullAtMs: number | null;
  readonly failures: number;
  readonly failingSinceMs: number | null;
}

export interface NewFeed {
  readonly url: string;
  readonly credentials: Credentials | null;
  readonly title: string;
}

/** What an answer that could be read said of itself. */
export interface FeedRead {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  readonly isFull: boolean;
}

/** The feeds that are followed, and who follows them. */
export class FeedRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async find(showId: string): Promise<Feed | null> {
    const row = await this.#db
      .selectFrom('feeds')
      .selectAll()
      .where('show_id', '=', showId)
      .executeTakeFirst();
    return row ? toFeed(row) : null;
  }

  async hasAny(): Promise<boolean> {
    const row = await this.#db.selectFrom('feeds').select('show_id').limit(1).executeTakeFirst();
    return row !== undefined;
  }

  async findShowId(url: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('feeds')
      .select('show_id')
      .where('url', '=', url)
      .executeTakeFirst();
    return row?.show_id ?? null;
  }

  /** Adds a feed that nobody follows yet. @returns The id of its show, or of that of the feed that has this address already. */
  async add({ url, credentials, title }: NewFeed, nowMs: number): Promise<string> {
    const id = uuidV7(nowMs);
    return this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('shows')
        .values({ id, title, author: '', description_html: '', missing_since_ms: nowMs })
        .execute();
      const { numInsertedOrUpdatedRows: added } = await transaction
        .insertInto('feeds')
        .values({
          show_id: id,
          url,
          credentials: credentials === null ? null : JSON.stringify(credentials),
          facts: JSON.stringify(UNREAD_FEED),
          failures: 0,
        })
        .onConflict((conflict) => conflict.column('url').doNothing())
        .executeTakeFirst();
      if (added === 1n) return id;
      await transaction.deleteFrom('shows').where('id', '=', id).execute();
      const known = transaction.selectFrom('feeds').select('show_id').where('url', '=', url);
      return (await known.executeTakeFirstOrThrow()).show_id;
    });
  }

  async setCredentials(showId: string, credentials: Credentials): Promise<void> {
    await this.#db
      .updateTable('feeds')
      .set({ credentials: JSON.stringify(credentials) })
      .where('show_id', '=', showId)
      .execute();
  }

  /** @returns Whether it was not followed before. */
  async subscribe(listenerId: string, showId: string, nowMs: number): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const { numInsertedOrUpdatedRows: added } = await transaction
        .insertInto('subscriptions')
        .values({ listener_id: listenerId, show_id: showId, subscribed_at_ms: nowMs })
        .onConflict((conflict) => conflict.columns(['listener_id', 'show_id']).doNothing())
        .executeTakeFirst();
      await transaction
        .updateTable('shows')
        .set({ missing_since_ms: null })
        .where('id', '=', showId)
        .execute();
      return added === 1n;
    });
  }

  /** @returns Whether there was one. What nobody follows is kept: its episodes are known again. */
  async unsubscribe(listenerId: string, showId: string, nowMs: number): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('subscriptions')
        .where('listener_id', '=', listenerId)
        .where('show_id', '=', showId)
        .executeTakeFirst();
      await transaction
        .updateTable('shows')
        .set({ missing_since_ms: nowMs })
        .where('id', '=', showId)
        .where('id', 'not in', (eb) => eb.selectFrom('subscriptions').select('show_id'))
        .execute();
      return numDeletedRows > 0n;
    });
  }

  /** Whether anybody follows it. */
  async isFollowed(showId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('subscriptions')
      .select('show_id')
      .where('show_id', '=', showId)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** What is followed and has no job to be asked for: the process ended in between. */
  async listForgotten(): Promise<{ showId: string; url: string }[]> {
    return this.#db
      .selectFrom('feeds')
      .select(['feeds.show_id as showId', 'url'])
      .where('show_id', 'in', (eb) => eb.selectFrom('subscriptions').select('show_id'))
      .where('show_id', 'not in', (eb) =>
        eb.selectFrom('jobs').select('key').where('kind', '=', REFRESH_FEED),
      )
      .execute();
  }

  async listSubscriptions(listenerId: string): Promise<Subscription[]> {
    const rows = await this.#db
      .selectFrom('subscriptions')
      .innerJoin('shows', 'shows.id', 'subscriptions.show_id')
      .innerJoin('feeds', 'feeds.show_id', 'subscriptions.show_id')
      .select(['shows.id', 'shows.title', 'feeds.url', 'feeds.credentials', 'feeds.read_at_ms'])
      .select(['feeds.last_failure', 'feeds.failing_since_ms', 'subscribed_at_ms'])
      .where('listener_id', '=', listenerId)
      .orderBy('shows.title')
      .orderBy('shows.id')
      .execute();
    return rows.map((row) => ({
      showId: row.id,
      title: row.title,
      subscribedAt: row.subscribed_at_ms,
      feed: {
        url: row.url,
        hasCredentials: row.credentials !== null,
        readAt: row.read_at_ms,
        failure: row.last_failure,
        failingSince: row.failing_since_ms,
      },
    }));
  }

  /** When episodes of the feed were published, the latest first. */
  async publicationTimes(showId: string, limit: number): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('episodes')
      .select('published_at_ms')
      .where('show_id', '=', showId)
      .orderBy('published_at_ms', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => row.published_at_ms);
  }

  /** It answered. A new address is taken unless another feed has it. */
  async noteRead(showId: string, read: FeedRead, nowMs: number): Promise<void> {
    const owner = await this.findShowId(read.url);
    await this.#db
      .updateTable('feeds')
      .set({
        ...(owner === null ? { url: read.url } : {}),
        ...(read.isFull ? { full_at_ms: nowMs } : {}),
        etag: read.etag,
        last_modified: read.lastModified,
        body_hash: read.bodyHash,
        asked_at_ms: nowMs,
        read_at_ms: nowMs,
        failures: 0,
        failing_since_ms: null,
        last_failure: null,
      })
      .where('show_id', '=', showId)
      .execute();
  }

  async noteFailure(
    { showId, failures, failingSinceMs }: Feed,
    code: FeedFailureCode,
    nowMs: number,
  ): Promise<void> {
    await this.#db
      .updateTable('feeds')
      .set({
        asked_at_ms: nowMs,
        failures: failures + 1,
        failing_since_ms: failingSinceMs ?? nowMs,
        last_failure: code,
      })
      .where('show_id', '=', showId)
      .execute();
  }
}

const toFeed = (row: FeedTable): Feed => ({
  showId: row.show_id,
  url: row.url,
  credentials: row.credentials === null ? null : (JSON.parse(row.credentials) as Credentials),
  facts: JSON.parse(row.facts) as FeedFacts,
  etag: row.etag,
  lastModified: row.last_modified,
  bodyHash: row.body_hash,
  fullAtMs: row.full_at_ms,
  failures: row.failures,
  failingSinceMs: row.failing_since_ms,
});
