import type { Kysely } from 'kysely';
import { createJobs } from '../../jobs/jobs-table.ts';

export async function createFeeds(db: Kysely<unknown>): Promise<void> {
  await createJobs(db);

  await db.schema
    .createTable('feeds')
    .addColumn('show_id', 'text', (column) => column.primaryKey().references('shows.id').onDelete('cascade'))
    .addColumn('url', 'text', (column) => column.notNull().unique())
    .addColumn('credentials', 'text')
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('body_hash', 'text')
    .addColumn('asked_at_ms', 'bigint')
    .addColumn('full_at_ms', 'bigint')
    .addColumn('read_at_ms', 'bigint')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('failing_since_ms', 'bigint')
    .addColumn('last_failure', 'text')
    .execute();

  await db.schema
    .createTable('hub_subscriptions')
    .addColumn('show_id', 'text', (column) => column.primaryKey().references('shows.id').onDelete('cascade'))
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('hub', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('lease_until_ms', 'bigint')
    .execute();

  await db.schema
    .createTable('subscriptions')
    .addColumn('listener_id', 'text', (column) => column.notNull())
    .addColumn('show_id', 'text', (column) => column.notNull().references('shows.id').onDelete('cascade'))
    .addColumn('subscribed_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('subscriptions_of_listeners', ['listener_id', 'show_id'])
    .execute();
  await db.schema.createIndex('subscriptions_show').on('subscriptions').column('show_id').execute();

  await db.schema
    .createTable('feed_items')
    .addColumn('episode_id', 'text', (column) =>
      column.primaryKey().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('show_id', 'text', (column) => column.notNull().references('shows.id').onDelete('cascade'))
    .addColumn('guid', 'text')
    .addColumn('enclosure_url', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('notes', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('feed_items_show').on('feed_items').column('show_id').execute();

  await db.schema
    .createTable('remote_media')
    .addColumn('episode_id', 'text', (column) =>
      column.primaryKey().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('validator', 'text')
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .addColumn('modified_at_ms', 'bigint')
    .addColumn('pinned_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('used_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('part_hashes', 'text', (column) => column.notNull())
    .execute();

  // Where a picture comes from that is fetched when it is first asked for.
  await db.schema.alterTable('artworks').addColumn('url', 'text').execute();
}
