import type { Kysely } from 'kysely';

export async function createLibrary(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shows')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('folder', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('description_html', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('artwork_id', 'text')
    .addColumn('source_state', 'text', (column) => column.notNull())
    .addColumn('missing_since_ms', 'bigint')
    .execute();

  await db.schema
    .createTable('episodes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('show_id', 'text', (column) => column.notNull().references('shows.id').onDelete('cascade'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('mtime_ms', 'bigint', (column) => column.notNull())
    .addColumn('ctime_ms', 'bigint', (column) => column.notNull())
    .addColumn('sidecar_state', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('published_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('dated', 'integer', (column) => column.notNull())
    .addColumn('duration_seconds', 'double precision')
    .addColumn('season', 'integer')
    .addColumn('episode', 'integer')
    .addColumn('album', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('artwork_id', 'text')
    .addColumn('sort_key', 'text', (column) => column.notNull())
    .addColumn('added_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('missing_since_ms', 'bigint')
    .addColumn('etag', 'text')
    .addColumn('hashed_bytes', 'bigint')
    .addColumn('hashed_mtime_ms', 'bigint')
    .addColumn('hashed_ctime_ms', 'bigint')
    .addColumn('part_bytes', 'bigint')
    // The long columns stand last: SQLite reads a row from its start to the last column asked for.
    .addColumn('description_html', 'text', (column) => column.notNull())
    .addColumn('chapters', 'text')
    .addColumn('part_hashes', 'text')
    .execute();
  await db.schema
    .createIndex('episodes_live_path')
    .on('episodes')
    .column('path')
    .unique()
    .where('missing_since_ms' as never, 'is', null)
    .execute();
  await db.schema
    .createIndex('episodes_show_published')
    .on('episodes')
    .columns(['show_id', 'published_at_ms'])
    .where('missing_since_ms' as never, 'is', null)
    .execute();
  await db.schema.createIndex('episodes_sort').on('episodes').column('sort_key').execute();
  await db.schema.createIndex('episodes_show_sort').on('episodes').columns(['show_id', 'sort_key']).execute();
  await db.schema.createIndex('episodes_fingerprint').on('episodes').column('fingerprint').execute();

  await db.schema
    .createTable('transcripts')
    .addColumn('episode_id', 'text', (column) =>
      column.notNull().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('vtt', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('transcripts_key', ['episode_id', 'position'])
    .execute();

  await db.schema
    .createTable('artworks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('color', 'text')
    .execute();

  await db.schema
    .createTable('library_problems')
    .addColumn('path', 'text', (column) => column.primaryKey())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('mtime_ms', 'bigint', (column) => column.notNull())
    .addColumn('ctime_ms', 'bigint', (column) => column.notNull())
    .execute();
}
