import type { Kysely } from 'kysely';
import type { Database, RemoteMediaTable } from '../database/schema.ts';
import type { Credentials } from '../outbound/outbound-types.ts';
import type { RemoteEpisode } from './remote-episode.ts';

/** As `pinned_at_ms`: that the version is there no more. */
export const DOUBTED_MS = 0;

/** The versions of files elsewhere that are handed out. */
export class RemoteMediaRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async findEpisode(episodeId: string): Promise<RemoteEpisode | null> {
    const row = await this.#db
      .selectFrom('feed_items')
      .innerJoin('episodes', 'episodes.id', 'feed_items.episode_id')
      .innerJoin('feeds', 'feeds.show_id', 'feed_items.show_id')
      .select(['enclosure_url', 'episodes.type', 'feeds.url', 'feeds.credentials'])
      .where('episode_id', '=', episodeId)
      .executeTakeFirst();
    if (!row) return null;
    return {
      enclosureUrl: row.enclosure_url,
      type: row.type,
      feedUrl: row.url,
      credentials: row.credentials === null ? null : (JSON.parse(row.credentials) as Credentials),
    };
  }

  async find(episodeId: string): Promise<RemoteMediaTable | null> {
    const row = await this.#db
      .selectFrom('remote_media')
      .selectAll()
      .where('episode_id', '=', episodeId)
      .executeTakeFirst();
    return row ?? null;
  }

  async save(row: RemoteMediaTable): Promise<void> {
    const { episode_id: _episodeId, ...changes } = row;
    await this.#db
      .insertInto('remote_media')
      .values(row)
      .onConflict((conflict) => conflict.column('episode_id').doUpdateSet(changes))
      .execute();
  }

  async noteUsed(episodeId: string, nowMs: number): Promise<void> {
    await this.#db
      .updateTable('remote_media')
      .set({ used_at_ms: nowMs })
      .where('episode_id', '=', episodeId)
      .execute();
  }

  /** The publisher seems to have another version: it is asked before this one is handed out again. */
  async doubt({ episode_id: episodeId, etag }: RemoteMediaTable): Promise<void> {
    await this.#db
      .updateTable('remote_media')
      .set({ pinned_at_ms: DOUBTED_MS })
      .where('episode_id', '=', episodeId)
      .where('etag', '=', etag)
      .execute();
  }

  /** The same version was found at another address. */
  async noteMoved({ episode_id: episodeId, etag }: RemoteMediaTable, url: string): Promise<void> {
    await this.#db
      .updateTable('remote_media')
      .set({ url })
      .where('episode_id', '=', episodeId)
      .where('etag', '=', etag)
      .execute();
  }

  /** Unless another version has taken the place of this one. */
  async forget({
    episode_id: episodeId,
    etag,
  }: Pick<RemoteMediaTable, 'episode_id' | 'etag'>): Promise<void> {
    await this.#db
      .deleteFrom('remote_media')
      .where('episode_id', '=', episodeId)
      .where('etag', '=', etag)
      .execute();
  }

  /** What is in the spool, what was used longest ago first. */
  async listSpooled(): Promise<Pick<RemoteMediaTable, 'episode_id' | 'bytes' | 'etag'>[]> {
    return this.#db
      .selectFrom('remote_media')
      .select(['episode_id', 'bytes', 'etag'])
      .where('source', '=', 'spool')
      .orderBy('used_at_ms')
      .execute();
  }
}
