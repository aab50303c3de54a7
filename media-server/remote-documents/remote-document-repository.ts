import type { Kysely, Transaction } from 'kysely';
import type { Chapters } from '../../core/api/episode.ts';
import type { Database, RemoteDocumentTable } from '../database/schema.ts';
import type { ItemFacts } from '../feeds/facts.ts';
import type { Credentials } from '../outbound/outbound-types.ts';

/** An episode of a feed, with what its feed says of documents elsewhere. */
export interface DocumentedEpisode extends Pick<ItemFacts, 'chaptersUrl' | 'transcripts'> {
  readonly id: string;
  readonly durationSeconds: number | null;
  /** Whether there are chapters: those that stand in the feed, or those that were stored. */
  readonly hasChapters: boolean;
  readonly contentHash: string;
  readonly feedUrl: string;
  /** For the origin of the feed. */
  readonly credentials: Credentials | null;
}

/** A document of an episode that is elsewhere. */
export interface WantedDocument {
  readonly kind: RemoteDocumentTable['kind'];
  /** Of a transcript, counted from 0; 0 for chapters. */
  readonly position: number;
  readonly url: string;
}

/** The documents of publishers that are stored, and where they came from. */
export class RemoteDocumentRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Null when it comes from no feed, or is not there any more. */
  async findEpisode(episodeId: string): Promise<DocumentedEpisode | null> {
    const row = await this.#db
      .selectFrom('feed_items')
      .innerJoin('episodes', 'episodes.id', 'feed_items.episode_id')
      .innerJoin('feeds', 'feeds.show_id', 'feed_items.show_id')
      .select(['feed_items.facts', 'content_hash', 'duration_seconds', 'feeds.url', 'feeds.credentials'])
      .select((eb) => eb('chapters', 'is not', null).as('has_chapters'))
      .where('episodes.id', '=', episodeId)
      .where('episodes.missing_since_ms', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const { chaptersUrl, transcripts } = JSON.parse(row.facts) as ItemFacts;
    return {
      id: episodeId,
      chaptersUrl,
      transcripts,
      durationSeconds: row.duration_seconds,
      hasChapters: Boolean(row.has_chapters),
      contentHash: row.content_hash,
      feedUrl: row.url,
      credentials: row.credentials === null ? null : (JSON.parse(row.credentials) as Credentials),
    };
  }

  /** What is stored in the place of a document; it may have come from another address. */
  async findStored(
    episodeId: string,
    { kind, position }: Pick<WantedDocument, 'kind' | 'position'>,
  ): Promise<RemoteDocumentTable | null> {
    const row = await this.#db
      .selectFrom('remote_documents')
      .selectAll()
      .where('episode_id', '=', episodeId)
      .where('kind', '=', kind)
      .where('position', '=', position)
      .executeTakeFirst();
    return row ?? null;
  }

  /** Stores chapters, unless the item has changed since `episode` was read. */
  async saveChapters(
    episode: DocumentedEpisode,
    wanted: WantedDocument,
    chapters: Chapters,
    nowMs: number,
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('episodes')
        .set({ chapters: JSON.stringify(chapters) })
        .where('id', '=', episode.id)
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('feed_items')
            .select('episode_id')
            .where('episode_id', '=', episode.id)
            .where('content_hash', '=', episode.contentHash),
        )
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await noteSource(transaction, episode, wanted, nowMs);
    });
  }

  /** Stores a transcript, unless the episode is gone. */
  async saveTranscript(
    episode: DocumentedEpisode,
    wanted: WantedDocument,
    vtt: string,
    nowMs: number,
  ): Promise<void> {
    const { position } = wanted;
    const language = episode.transcripts[position]?.language ?? 'und';
    await this.#db.transaction().execute(async (transaction) => {
      await removeTranscript(transaction, episode.id, position);
      const isThere = transaction.selectFrom('episodes').select('id').where('id', '=', episode.id);
      if ((await isThere.executeTakeFirst()) === undefined) return;
      await transaction
        .insertInto('transcripts')
        .values({ episode_id: episode.id, position, language, vtt })
        .execute();
      await noteSource(transaction, episode, wanted, nowMs);
    });
  }

  async forgetTranscript(episodeId: string, position: number): Promise<void> {
    await this.#db.transaction().execute((transaction) => removeTranscript(transaction, episodeId, position));
  }
}

async function removeTranscript(
  db: Transaction<Database>,
  episodeId: string,
  position: number,
): Promise<void> {
  await db
    .deleteFrom('transcripts')
    .where('episode_id', '=', episodeId)
    .where('position', '=', position)
    .execute();
  await db
    .deleteFrom('remote_documents')
    .where('episode_id', '=', episodeId)
    .where('kind', '=', 'transcript')
    .where('position', '=', position)
    .execute();
}

async function noteSource(
  db: Transaction<Database>,
  { id, contentHash }: DocumentedEpisode,
  { kind, position, url }: WantedDocument,
  nowMs: number,
): Promise<void> {
  const source = { url, content_hash: contentHash, stored_at_ms: nowMs };
  await db
    .insertInto('remote_documents')
    .values({ episode_id: id, kind, position, ...source })
    .onConflict((conflict) => conflict.columns(['episode_id', 'kind', 'position']).doUpdateSet(source))
    .execute();
}
