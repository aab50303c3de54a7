import { sql, type Kysely } from 'kysely';

/**
 * Takes what only files have out of shows and episodes. The old tables are renamed, read and dropped: to drop one that others
 * refer to would delete what refers to it.
 */
export async function splitLibrary(db: Kysely<unknown>): Promise<void> {
  for (const name of ['shows', 'episodes', 'transcripts']) {
    await db.schema.alterTable(name).renameTo(`old_${name}`).execute();
  }
  await createTables(db);
  await sql`
    insert into shows (id, title, author, description_html, language, artwork_id, missing_since_ms)
      select id, title, author, description_html, language, artwork_id, missing_since_ms from old_shows`.execute(
    db,
  );
  await sql`
    insert into library_shows (show_id, folder, source_state) select id, folder, source_state from old_shows`.execute(
    db,
  );
  await sql`
    insert into episodes (id, show_id, type, kind, bytes, title, published_at_ms, duration_seconds, season, episode,
        artwork_id, sort_key, added_at_ms, missing_since_ms, description_html, chapters)
      select id, show_id, type, kind, bytes, title, published_at_ms, duration_seconds, season, episode,
        artwork_id, sort_key, added_at_ms, missing_since_ms, description_html, chapters
      from old_episodes`.execute(db);
  await sql`
    insert into library_files (episode_id, path, bytes, mtime_ms, ctime_ms, sidecar_state, fingerprint, dated, album,
        author, language, etag, hashed_bytes, hashed_mtime_ms, hashed_ctime_ms, part_bytes, part_hashes)
      select id, path, bytes, mtime_ms, ctime_ms, sidecar_state, fingerprint, dated, album,
        author, language, etag, hashed_bytes, hashed_mtime_ms, hashed_ctime_ms, part_bytes, part_hashes
      from old_episodes`.execute(db);
  await sql`insert into transcripts select episode_id, position, language, vtt from old_transcripts`.execute(
    db,
  );
  for (const name of ['transcripts', 'episodes', 'shows']) await db.schema.dropTable(`old_${name}`).execute();
  await createIndexes(db);
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shows')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('description_html', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('artwork_id', 'text')
    .addColumn('missing_since_ms', 'bigint')
    .execute();

  await db.schema
    .createTable('library_shows')
    .addColumn('show_id', 'text', (column) => column.primaryKey().references('shows.id').onDelete('cascade'))
    .addColumn('folder', 'text', (column) => column.notNull().unique())
    .addColumn('source_state', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('episodes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('show_id', 'text', (column) => column.notNull().references('shows.id').onDelete('cascade'))
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('published_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('duration_seconds', 'double precision')
    .addColumn('season', 'integer')
    .addColumn('episode', 'integer')
    .addColumn('artwork_id', 'text')
    .addColumn('sort_key', 'text', (column) => column.notNull())
    .addColumn('added_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('missing_since_ms', 'bigint')
    // The long columns stand last: SQLite reads a row from its start to the last column asked for.
    .addColumn('description_html', 'text', (column) => column.notNull())
    .addColumn('chapters', 'text')
    .execute();

  await db.schema
    .createTable('library_files')
    .addColumn('episode_id', 'text', (column) =>
      column.primaryKey().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('mtime_ms', 'bigint', (column) => column.notNull())
    .addColumn('ctime_ms', 'bigint', (column) => column.notNull())
    .addColumn('sidecar_state', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('dated', 'integer', (column) => column.notNull())
    .addColumn('album', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('etag', 'text')
    .addColumn('hashed_bytes', 'bigint')
    .addColumn('hashed_mtime_ms', 'bigint')
    .addColumn('hashed_ctime_ms', 'bigint')
    .addColumn('part_bytes', 'bigint')
    .addColumn('part_hashes', 'text')
    .execute();

  await db.schema
    .createTable('transcripts')
    .addColumn('episode_id', 'text', (column) =>
      column.notNull().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('vtt', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('transcripts_of_episodes', ['episode_id', 'position'])
    .execute();
}

/** Once the old tables are gone, whose indexes have these names. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('episodes_show_published')
    .on('episodes')
    .columns(['show_id', 'published_at_ms'])
    .where('missing_since_ms' as never, 'is', null)
    .execute();
  await db.schema.createIndex('episodes_sort').on('episodes').column('sort_key').execute();
  await db.schema.createIndex('episodes_show_sort').on('episodes').columns(['show_id', 'sort_key']).execute();
  await db.schema.createIndex('library_files_path').on('library_files').column('path').execute();
  await db.schema
    .createIndex('library_files_fingerprint')
    .on('library_files')
    .column('fingerprint')
    .execute();
}
