import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { migrateDatabase, openDatabase } from '../../database/open-database.ts';
import type { Database } from '../../database/schema.ts';
import { uuidV7 } from '../../database/uuid-v7.ts';
import { sortKeyOf } from '../../library/sort-key.ts';
import { temporaryFolder } from '../../testing/test-server.ts';
import { SqliteCatalogueSearch } from '../sqlite-catalogue-search.ts';

export interface EpisodeSeed {
  readonly title: string;
  readonly notes?: string;
  readonly publishedAtMs?: number;
}

/** A database with a catalogue that is written by hand, gone when the test is over. */
export class TestCatalogue {
  readonly file: string;
  readonly db: Kysely<Database>;
  readonly search: SqliteCatalogueSearch;

  private constructor(file: string, db: Kysely<Database>) {
    this.file = file;
    this.db = db;
    this.search = new SqliteCatalogueSearch(file);
  }

  static async open(): Promise<TestCatalogue> {
    const file = join(await temporaryFolder(), 'carryon.sqlite');
    const db = openDatabase(file);
    await migrateDatabase(db);
    const catalogue = new TestCatalogue(file, db);
    onTestFinished(async () => {
      catalogue.search.close();
      await db.destroy();
    });
    return catalogue;
  }

  async addShow(title: string, author = '', description = ''): Promise<string> {
    const id = uuidV7();
    await this.db.insertInto('shows').values({ id, title, author, description_html: description }).execute();
    return id;
  }

  async addEpisode(
    showId: string,
    { title, notes = '', publishedAtMs = 0 }: EpisodeSeed,
    id = uuidV7(),
  ): Promise<string> {
    await this.db
      .insertInto('episodes')
      .values({
        id,
        show_id: showId,
        type: 'audio/mpeg',
        kind: 'audio',
        bytes: 1,
        title,
        published_at_ms: publishedAtMs,
        sort_key: sortKeyOf({ id, publishedAtMs, season: null, episode: null }),
        added_at_ms: 0,
        description_html: notes,
      })
      .execute();
    return id;
  }

  async setMissing(table: 'shows' | 'episodes', id: string, isMissing: boolean): Promise<void> {
    await this.db
      .updateTable(table)
      .set({ missing_since_ms: isMissing ? 1 : null })
      .where('id', '=', id)
      .execute();
  }

  async indexAll(): Promise<void> {
    for (let step = await this.search.indexSome(); step !== 'done'; step = await this.search.indexSome()) {
      if (step === 'busy') throw new Error('Somebody else writes.');
    }
  }

  /** Ids of episodes, after all was indexed. */
  async episodes(query: string, limit = 50): Promise<string[]> {
    await this.indexAll();
    return (await this.search.find(query, limit)).episodes.map(({ id }) => id);
  }

  async shows(query: string): Promise<readonly string[]> {
    await this.indexAll();
    return (await this.search.find(query, 50)).showIds;
  }
}
