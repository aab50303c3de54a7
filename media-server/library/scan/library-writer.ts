import type { Kysely } from 'kysely';
import type { LibraryProblem } from '../../../core/api/library.ts';
import type {
  Database,
  EpisodeTable,
  LibraryFileTable,
  LibraryShowTable,
  ShowTable,
} from '../../database/schema.ts';
import type { FileVersion } from '../file-version.ts';
import type { IndexedEpisode } from './episode-index.ts';

export interface FoundProblem extends LibraryProblem {
  readonly version: FileVersion;
}

export interface KnownProblem extends FileVersion {
  readonly code: string;
}

export interface TranscriptRow {
  readonly language: string;
  readonly vtt: string;
}

/** A show with the folder it is in. */
export type LibraryShow = ShowTable & Omit<LibraryShowTable, 'show_id'>;

/** What a scan writes of an episode. */
export type ScannedEpisode = Omit<EpisodeTable, 'missing_since_ms'>;

/** What a scan writes of its file; hashes are written by the hashing threads. */
export type ScannedFile = Omit<
  LibraryFileTable,
  | 'episode_id'
  | 'etag'
  | 'hashed_bytes'
  | 'hashed_mtime_ms'
  | 'hashed_ctime_ms'
  | 'part_bytes'
  | 'part_hashes'
>;

const PAGE = 500;

/** All that a scan reads from and writes to the catalogue. Every method is one short transaction at most. */
export class LibraryWriter {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async loadEpisodes(): Promise<IndexedEpisode[]> {
    const rows = await this.#db
      .selectFrom('library_files as files')
      .innerJoin('episodes', 'episodes.id', 'files.episode_id')
      .select([
        'id',
        'show_id',
        'path',
        'files.bytes',
        'mtime_ms',
        'ctime_ms',
        'sidecar_state',
        'fingerprint',
      ])
      .select(['published_at_ms', 'dated', 'added_at_ms', 'missing_since_ms'])
      .execute();
    return rows.map((row) => ({
      id: row.id,
      showId: row.show_id,
      path: row.path,
      version: { bytes: row.bytes, mtimeMs: row.mtime_ms, ctimeMs: row.ctime_ms },
      sidecarState: row.sidecar_state,
      fingerprint: row.fingerprint,
      publishedAtMs: row.published_at_ms,
      dated: row.dated === 1,
      addedAtMs: row.added_at_ms,
      missingSinceMs: row.missing_since_ms,
    }));
  }

  loadShows(): Promise<LibraryShow[]> {
    return this.#db
      .selectFrom('library_shows')
      .innerJoin('shows', 'shows.id', 'library_shows.show_id')
      .selectAll('shows')
      .select(['folder', 'source_state'])
      .execute();
  }

  async loadProblems(): Promise<Map<string, KnownProblem>> {
    const rows = await this.#db.selectFrom('library_problems').selectAll().execute();
    return new Map(
      rows.map((row) => [
        row.path,
        { code: row.code, bytes: row.bytes, mtimeMs: row.mtime_ms, ctimeMs: row.ctime_ms },
      ]),
    );
  }

  /** Writes an episode with all that hangs on it. `displacedId` is the episode whose path it takes. */
  async saveEpisode(
    episode: ScannedEpisode,
    file: ScannedFile,
    transcripts: readonly TranscriptRow[],
    problems: readonly FoundProblem[],
    checkedPaths: readonly string[],
    displacedId: string | null,
    nowMs: number,
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      if (displacedId !== null) {
        await transaction
          .updateTable('episodes')
          .set({ missing_since_ms: nowMs })
          .where('id', '=', displacedId)
          .execute();
      }
      const { id: _id, added_at_ms: _addedAtMs, ...changes } = episode;
      await transaction
        .insertInto('episodes')
        .values({ ...episode, missing_since_ms: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...changes, missing_since_ms: null }))
        .execute();
      await transaction
        .insertInto('library_files')
        .values({ episode_id: episode.id, ...file })
        .onConflict((conflict) => conflict.column('episode_id').doUpdateSet(file))
        .execute();
      await transaction.deleteFrom('transcripts').where('episode_id', '=', episode.id).execute();
      for (const [position, transcript] of transcripts.entries()) {
        await transaction
          .insertInto('transcripts')
          .values({ episode_id: episode.id, position, ...transcript })
          .execute();
      }
      await replaceProblems(transaction, checkedPaths, problems);
    });
  }

  async saveProblems(checkedPaths: readonly string[], problems: readonly FoundProblem[]): Promise<void> {
    await this.#db
      .transaction()
      .execute((transaction) => replaceProblems(transaction, checkedPaths, problems));
  }

  async markMissing(ids: readonly string[], nowMs: number): Promise<void> {
    for (let start = 0; start < ids.length; start += PAGE) {
      await this.#db
        .updateTable('episodes')
        .set({ missing_since_ms: nowMs })
        .where('id', 'in', ids.slice(start, start + PAGE))
        .execute();
    }
  }

  async revive(id: string): Promise<void> {
    await this.#db.updateTable('episodes').set({ missing_since_ms: null }).where('id', '=', id).execute();
  }

  /** Lets an episode take over the file, and all that was read of it, of another one with the same content. */
  async takeOver(episode: IndexedEpisode, twin: IndexedEpisode): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('transcripts').where('episode_id', '=', episode.id).execute();
      await transaction
        .updateTable('transcripts')
        .set({ episode_id: episode.id })
        .where('episode_id', '=', twin.id)
        .execute();
      const { episode_id: _episodeId, ...file } = await transaction
        .deleteFrom('library_files')
        .where('episode_id', '=', twin.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const {
        id: _id,
        sort_key: sortKey,
        ...row
      } = await transaction
        .deleteFrom('episodes')
        .where('id', '=', twin.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      await transaction
        .updateTable('episodes')
        .set({ ...row, sort_key: sortKey.replace(twin.id, episode.id), added_at_ms: episode.addedAtMs })
        .where('id', '=', episode.id)
        .execute();
      await transaction.updateTable('library_files').set(file).where('episode_id', '=', episode.id).execute();
    });
  }

  async purgeMissing(beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('episodes')
      .where('missing_since_ms', '<', beforeMs)
      .where('id', 'in', (eb) => eb.selectFrom('library_files').select('episode_id'))
      .execute();
  }

  async saveShow({ folder, source_state, ...show }: LibraryShow): Promise<void> {
    const { id, ...changes } = show;
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('shows')
        .values(show)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
        .execute();
      await transaction
        .insertInto('library_shows')
        .values({ show_id: id, folder, source_state })
        .onConflict((conflict) => conflict.column('show_id').doUpdateSet({ folder, source_state }))
        .execute();
    });
  }

  /** What the facts of a show are derived from, newest episode first. */
  episodesOfShow(showId: string) {
    return this.#db
      .selectFrom('episodes')
      .innerJoin('library_files', 'library_files.episode_id', 'episodes.id')
      .select(['album', 'author', 'language', 'artwork_id'])
      .where('show_id', '=', showId)
      .where('missing_since_ms', 'is', null)
      .orderBy('sort_key', 'desc')
      .execute();
  }

  async setShowsMissing(ids: readonly string[], nowMs: number): Promise<void> {
    for (const id of ids) {
      await this.#db.updateTable('shows').set({ missing_since_ms: nowMs }).where('id', '=', id).execute();
    }
  }

  /** Null when the picture is not known yet. */
  async findArtwork(id: string): Promise<{ color: string | null } | null> {
    return (
      (await this.#db.selectFrom('artworks').select('color').where('id', '=', id).executeTakeFirst()) ?? null
    );
  }

  async saveArtwork(id: string, color: string | null): Promise<void> {
    await this.#db
      .insertInto('artworks')
      .values({ id, color, url: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ color }))
      .execute();
  }
}

async function replaceProblems(
  db: Kysely<Database>,
  checkedPaths: readonly string[],
  problems: readonly FoundProblem[],
): Promise<void> {
  for (let start = 0; start < checkedPaths.length; start += PAGE) {
    await db
      .deleteFrom('library_problems')
      .where('path', 'in', checkedPaths.slice(start, start + PAGE))
      .execute();
  }
  for (const { path, code, detail, version } of problems) {
    const row = { code, detail, bytes: version.bytes, mtime_ms: version.mtimeMs, ctime_ms: version.ctimeMs };
    await db
      .insertInto('library_problems')
      .values({ path, ...row })
      .onConflict((conflict) => conflict.column('path').doUpdateSet(row))
      .execute();
  }
}
