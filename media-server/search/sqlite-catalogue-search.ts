import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { CatalogueSearch, FoundEpisode, FoundInCatalogue, IndexingStep } from './catalogue-search.ts';
import { plainTextOf } from './plain-text.ts';
import { readQuery, type Phrase } from './search-words.ts';
import { snippetOf } from './snippet.ts';
import { SqliteSearchIndex } from './sqlite-search-index.ts';

const BUSY_TIMEOUT_MS = 5_000;

/** What has all the words in the columns of a tier stands before what has them in those of the next one. */
interface Tiers {
  readonly table: 'search_episodes' | 'search_shows';
  readonly columns: readonly string[];
  /** What a hit in each column counts, where the words are here and there. */
  readonly weights: string;
}

interface TieredStatements {
  readonly newest: StatementSync;
  readonly ranked: StatementSync;
  readonly columns: readonly string[];
}

const EPISODES: Tiers = {
  table: 'search_episodes',
  columns: ['title', 'title show_title author'],
  weights: '100, 30, 20, 1',
};
const SHOWS: Tiers = { table: 'search_shows', columns: ['title', 'title author'], weights: '100, 30, 1' };

/** A word in more texts than this says little: of them, only those that were added last are looked at. */
const MAX_MATCHES = 20_000;

/**
 * The search in the words that migration `0004-search` made room for, by SQLite's FTS5. It has a connection of its own, which
 * never waits for one that writes. @see https://sqlite.org/fts5.html
 */
export class SqliteCatalogueSearch implements CatalogueSearch {
  readonly #database: DatabaseSync;
  readonly #index: SqliteSearchIndex;
  readonly #episodes: TieredStatements;
  readonly #shows: TieredStatements;
  readonly #readNotes: StatementSync;

  /** @param file The database that `migrateDatabase` has made ready. */
  constructor(file: string) {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    database.exec('pragma synchronous = normal');
    this.#database = database;
    this.#index = new SqliteSearchIndex(database, BUSY_TIMEOUT_MS);
    this.#episodes = prepareTiers(database, EPISODES);
    this.#shows = prepareTiers(database, SHOWS);
    this.#readNotes = database.prepare(`
      select coalesce(feed_items.notes, episodes.description_html) as notes
      from episodes left join feed_items on feed_items.episode_id = episodes.id
      where episodes.id = ?`);
  }

  async find(query: string, limit: number): Promise<FoundInCatalogue> {
    const phrases = readQuery(query);
    if (phrases.length === 0) return { showIds: [], episodes: [] };
    const episodeIds = findIds(this.#episodes, phrases, limit);
    return {
      showIds: findIds(this.#shows, phrases, limit),
      episodes: episodeIds.map((id) => this.#withSnippet(id, phrases)),
    };
  }

  async indexSome(): Promise<IndexingStep> {
    return this.#index.indexSome();
  }

  close(): void {
    this.#database.close();
  }

  #withSnippet(id: string, phrases: readonly Phrase[]): FoundEpisode {
    const notes = this.#readNotes.get(id)?.['notes'];
    return { id, snippet: typeof notes === 'string' ? snippetOf(plainTextOf(notes), phrases) : null };
  }
}

/** Opens the search in a database. */
export async function openSqliteSearch(db: Kysely<Database>): Promise<SqliteCatalogueSearch> {
  const { rows } = await sql<{ file: string }>`
    select file from pragma_database_list where name = 'main'`.execute(db);
  return new SqliteCatalogueSearch(rows[0]?.file ?? '');
}

const prepareTiers = (database: DatabaseSync, { table, columns, weights }: Tiers): TieredStatements => ({
  newest: database.prepare(`
    with hits as materialized (
      select rowid as position from ${table} where ${table} match ? order by rowid desc limit ${MAX_MATCHES}
    )
    select id from hits join search_documents using (position)
    order by published_at_ms desc, id desc limit ?`),
  // Hits that are nearly as good as one another are equals.
  ranked: database.prepare(`
    with hits as materialized (
      select rowid as position, rank as score from ${table}
      where ${table} match ? and rank match 'bm25(${weights})'
      order by rowid desc limit ${MAX_MATCHES}
    )
    select id from hits join search_documents using (position)
    order by round(8 * score / (select min(score) from hits)) desc, published_at_ms desc, id desc limit ?`),
  columns,
});

function findIds(
  { newest, ranked, columns }: TieredStatements,
  phrases: readonly Phrase[],
  limit: number,
): string[] {
  const anywhere = matchOf(phrases, columns.at(-1) ?? '');
  const ids = new Set<string>();
  const add = (statement: StatementSync, match: string): void => {
    if (ids.size >= limit) return;
    for (const row of statement.all(match, limit + ids.size)) ids.add(String(row['id']));
  };
  for (const tier of columns) add(newest, `{${tier}} : (${anywhere})`);
  add(ranked, anywhere);
  return [...ids].slice(0, limit);
}

/** @param titles The columns in which a short beginning of a word is looked for. */
const matchOf = (phrases: readonly Phrase[], titles: string): string =>
  phrases
    .map(({ words, prefix }) => {
      const phrase = `"${words.join(' ')}"`;
      if (prefix === 'titles') return `(${phrase} OR {${titles}} : ${phrase} *)`;
      return prefix === 'everywhere' ? `${phrase} *` : phrase;
    })
    .join(' AND ');
