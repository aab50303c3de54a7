import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Selectable } from 'kysely';
import type { SearchChangeTable } from '../database/schema.ts';
import type { IndexingStep } from './catalogue-search.ts';
import { plainTextOf } from './plain-text.ts';
import { spaced } from './search-words.ts';

/** After this no other document is begun; what is then to be written takes about as long again. */
const STEP_MS = 6;
const CHANGES_A_STEP = 32;
/** Pages of each index that a step merges: about as many as it adds, times the levels that they rise. */
const MERGED_PAGES = 48;
const SQLITE_BUSY = 5;

type Change = Selectable<SearchChangeTable>;

interface EpisodeRow {
  readonly title: string;
  readonly show_title: string;
  readonly author: string;
  readonly notes: string;
  readonly published_at_ms: number;
}

type ShowRow = Omit<EpisodeRow, 'show_title' | 'published_at_ms'>;

/** Writes what changed into the indexes of words: each step is a transaction. */
export class SqliteSearchIndex {
  readonly #database: DatabaseSync;
  readonly #busyTimeoutMs: number;
  readonly #statements: ReturnType<typeof prepare>;

  /** @param busyTimeoutMs How long the connection waits for others, but not with this. */
  constructor(database: DatabaseSync, busyTimeoutMs: number) {
    this.#database = database;
    this.#busyTimeoutMs = busyTimeoutMs;
    this.#statements = prepare(database);
  }

  indexSome(): IndexingStep {
    if (this.#statements.readChange.get() === undefined) return 'done';
    if (!this.#begin()) return 'busy';
    try {
      this.#step();
      this.#database.exec('commit');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
    return 'more';
  }

  /** Others write for longer than the server may stand still. */
  #begin(): boolean {
    try {
      this.#database.exec('pragma busy_timeout = 0; begin immediate');
      return true;
    } catch (error) {
      if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
      throw error;
    } finally {
      this.#database.exec(`pragma busy_timeout = ${this.#busyTimeoutMs}`);
    }
  }

  #step(): void {
    const { readLast, readChanges, removeChanges, mergeEpisodes, mergeShows } = this.#statements;
    const endMs = performance.now() + STEP_MS;
    const last = Number(readLast.get()?.['position']);
    let done = 0;
    for (const change of readChanges.all() as unknown as Change[]) {
      this.#index(change, last);
      done = change.position;
      if (performance.now() > endMs) break;
    }
    removeChanges.run(done);
    mergeEpisodes.run();
    mergeShows.run();
  }

  /** @param last The position of the last change that is known: what is read now is no older. */
  #index({ position, id, kind }: Change, last: number): void {
    const { readDocument, markEpisodes } = this.#statements;
    if (kind === 'episodes-of-show') {
      markEpisodes.run(id);
      return;
    }
    if (Number(readDocument.get(id)?.['indexed_until'] ?? 0) >= position) return;
    if (kind === 'episode') this.#indexEpisode(id, last);
    else this.#indexShow(id, last);
  }

  #indexEpisode(id: string, last: number): void {
    const { readEpisode, putEpisode, removeEpisode } = this.#statements;
    const row = readEpisode.get(id) as unknown as EpisodeRow | undefined;
    if (row === undefined) return this.#remove(removeEpisode, id);
    const { title, show_title, author, notes, published_at_ms } = row;
    const position = this.#positionOf(id, published_at_ms, last);
    putEpisode.run(position, spaced(title), spaced(show_title), spaced(author), spaced(plainTextOf(notes)));
  }

  #indexShow(id: string, last: number): void {
    const { readShow, putShow, removeShow } = this.#statements;
    const row = readShow.get(id) as unknown as ShowRow | undefined;
    if (row === undefined) return this.#remove(removeShow, id);
    const { title, author, notes } = row;
    const position = this.#positionOf(id, 0, last);
    putShow.run(position, spaced(title), spaced(author), spaced(plainTextOf(notes)));
  }

  #positionOf(id: string, publishedAtMs: number, indexedUntil: number): number {
    return Number(this.#statements.putDocument.get(id, publishedAtMs, indexedUntil)?.['position']);
  }

  #remove(removeWords: StatementSync, id: string): void {
    const position = this.#statements.removeDocument.get(id)?.['position'];
    if (position !== undefined) removeWords.run(position);
  }
}

const prepare = (database: DatabaseSync) => ({
  readChange: database.prepare('select 1 from search_changes limit 1'),
  readLast: database.prepare('select max(position) as position from search_changes'),
  readChanges: database.prepare(`select * from search_changes order by position limit ${CHANGES_A_STEP}`),
  removeChanges: database.prepare('delete from search_changes where position <= ?'),
  markEpisodes: database.prepare(
    `insert into search_changes (id, kind) select id, 'episode' from episodes where show_id = ?`,
  ),
  readEpisode: database.prepare(`
    select episodes.title, shows.title as show_title, shows.author, episodes.published_at_ms,
      coalesce(feed_items.notes, episodes.description_html) as notes
    from episodes
    join shows on shows.id = episodes.show_id
    left join feed_items on feed_items.episode_id = episodes.id
    where episodes.id = ? and episodes.missing_since_ms is null and shows.missing_since_ms is null`),
  readShow: database.prepare(
    'select title, author, description_html as notes from shows where id = ? and missing_since_ms is null',
  ),
  readDocument: database.prepare('select indexed_until from search_documents where id = ?'),
  putDocument: database.prepare(`
    insert into search_documents (id, published_at_ms, indexed_until) values (?, ?, ?)
    on conflict (id) do update
      set published_at_ms = excluded.published_at_ms, indexed_until = excluded.indexed_until
    returning position`),
  removeDocument: database.prepare('delete from search_documents where id = ? returning position'),
  putEpisode: database.prepare(`
    insert or replace into search_episodes (rowid, title, show_title, author, notes) values (?, ?, ?, ?, ?)`),
  removeEpisode: database.prepare('delete from search_episodes where rowid = ?'),
  putShow: database.prepare(
    'insert or replace into search_shows (rowid, title, author, notes) values (?, ?, ?, ?)',
  ),
  removeShow: database.prepare('delete from search_shows where rowid = ?'),
  mergeEpisodes: database.prepare(
    `insert into search_episodes (search_episodes, rank) values ('merge', ${MERGED_PAGES})`,
  ),
  mergeShows: database.prepare(
    `insert into search_shows (search_shows, rank) values ('merge', ${MERGED_PAGES})`,
  ),
});
