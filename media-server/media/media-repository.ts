import type { Kysely } from 'kysely';
import type { Absent } from '../catalogue/catalogue-repository.ts';
import type { Database } from '../database/schema.ts';
import type { FileVersion } from '../library/file-version.ts';

export interface LibraryMedia {
  readonly path: string;
  readonly type: string;
  /** Null until the content was hashed. */
  readonly hashed: {
    readonly version: FileVersion;
    readonly etag: string;
    readonly partBytes: number;
    readonly sha256: readonly string[];
  } | null;
}

/** Whether an episode is to be had. */
export async function findPresence(db: Kysely<Database>, episodeId: string): Promise<Absent | 'present'> {
  const row = await db
    .selectFrom('episodes')
    .innerJoin('shows', 'shows.id', 'episodes.show_id')
    .select(['episodes.missing_since_ms', 'shows.missing_since_ms as show_missing_since_ms'])
    .where('episodes.id', '=', episodeId)
    .executeTakeFirst();
  if (!row) return 'absent';
  return row.missing_since_ms === null && row.show_missing_since_ms === null ? 'present' : 'gone';
}

/** Finds the file of an episode of the library; null when it has none there. */
export async function findLibraryMedia(
  db: Kysely<Database>,
  episodeId: string,
): Promise<LibraryMedia | null> {
  const row = await db
    .selectFrom('library_files')
    .innerJoin('episodes', 'episodes.id', 'library_files.episode_id')
    .select(['path', 'type', 'etag', 'part_bytes', 'part_hashes'])
    .select(['hashed_bytes', 'hashed_mtime_ms', 'hashed_ctime_ms'])
    .where('episode_id', '=', episodeId)
    .executeTakeFirst();
  if (!row) return null;
  const { path, type, etag, part_bytes: partBytes, part_hashes: hashes } = row;
  const { hashed_bytes: bytes, hashed_mtime_ms: mtimeMs, hashed_ctime_ms: ctimeMs } = row;
  if (etag === null || partBytes === null || hashes === null) return { path, type, hashed: null };
  if (bytes === null || mtimeMs === null || ctimeMs === null) return { path, type, hashed: null };
  const sha256 = JSON.parse(hashes) as string[];
  return { path, type, hashed: { version: { bytes, mtimeMs, ctimeMs }, etag, partBytes, sha256 } };
}
