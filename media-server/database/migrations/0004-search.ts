import { sql, type Kysely } from 'kysely';

/**
 * The index of the search, and the changes that it does not know yet. Triggers add them to the end of a list, in the
 * transaction of the change, whoever makes it. The index holds words only: what is found is read from the catalogue.
 */
export async function createSearch(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('search_changes')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('search_documents')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('published_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('indexed_until', 'integer', (column) => column.notNull())
    .execute();
  await createIndexOfWords(db, 'search_episodes', 'title, show_title, author, notes');
  await createIndexOfWords(db, 'search_shows', 'title, author, notes');
  await createTriggers(db);
  await sql`insert into search_changes (id, kind) select id, 'episode' from episodes`.execute(db);
  await sql`insert into search_changes (id, kind) select id, 'show' from shows`.execute(db);

  await db.schema
    .createTable('remote_documents')
    .addColumn('episode_id', 'text', (column) =>
      column.notNull().references('episodes.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('stored_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('remote_documents_of_episodes', ['episode_id', 'kind', 'position'])
    .execute();
}

/** Merged by the indexer in steps of its own: merges that come by themselves would hold up the server. */
async function createIndexOfWords(db: Kysely<unknown>, name: string, columns: string): Promise<void> {
  const table = sql.table(name);
  await sql`
    create virtual table ${table} using fts5(
      ${sql.raw(columns)}, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
    )`.execute(db);
  await sql`insert into ${table} (${table}, rank) values ('automerge', 0)`.execute(db);
}

async function createTriggers(db: Kysely<unknown>): Promise<void> {
  await markAll(db, 'episodes', 'episode');
  await markChanges(db, 'episodes', 'id', 'episode', [
    'title',
    'description_html',
    'published_at_ms',
    'missing_since_ms',
    'show_id',
  ]);
  // An item comes and goes with its episode, in one transaction.
  await markChanges(db, 'feed_items', 'episode_id', 'episode', ['notes']);
  await markAll(db, 'shows', 'show');
  await markChanges(db, 'shows', 'id', 'show', ['title', 'author', 'description_html', 'missing_since_ms']);
  await markChanges(db, 'shows', 'id', 'episodes-of-show', ['title', 'author', 'missing_since_ms']);
}

async function markAll(db: Kysely<unknown>, table: string, kind: string): Promise<void> {
  await sql`
    create trigger ${sql.ref(`search_${table}_added`)} after insert on ${sql.table(table)}
    begin ${mark('new.id', kind)} end`.execute(db);
  await sql`
    create trigger ${sql.ref(`search_${table}_removed`)} after delete on ${sql.table(table)}
    begin ${mark('old.id', kind)} end`.execute(db);
}

async function markChanges(
  db: Kysely<unknown>,
  table: string,
  id: string,
  kind: string,
  columns: readonly string[],
): Promise<void> {
  const isChanged = columns.map((column) => `old.${column} is not new.${column}`).join(' or ');
  await sql`
    create trigger ${sql.ref(`search_${table}_changed_${kind}`)}
    after update of ${sql.raw(columns.join(', '))} on ${sql.table(table)} when ${sql.raw(isChanged)}
    begin ${mark(`new.${id}`, kind)} end`.execute(db);
}

const mark = (id: string, kind: string) =>
  sql`insert into search_changes (id, kind) values (${sql.raw(id)}, ${sql.lit(kind)});`;
