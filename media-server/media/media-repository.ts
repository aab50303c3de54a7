import type { Kysely } from 'kysely';
import type { Absent } from '../catalogue/catalogue-repository.ts';
import type { Database } from '../database/schema.ts';
import type { FileVersion } from '../library/file-version.ts';

export interface MediaRecord {
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

/** Finds the file of an episode. */
export async function findMedia(db: Kysely<Database>, episodeId: string): Promise<MediaRecord | Absent> {
  const row = await db
    .selectFrom('episodes')
    .innerJoin('library_files', 'library_files.episode_id', 'episodes.id')
    .select(['path', 'type', 'missing_since_ms', 'etag', 'part_bytes', 'part_hashes'])
    .select(['hashed_bytes', 'hashed_mtime_ms', 'hashed_ctime_ms'])
    .where('id', '=', episodeId)
    .executeTakeFirst();
  if (!row) return 'absent';
  if (row.missing_since_ms !== null) return 'gone';
  const { path, type, etag, part_bytes: partBytes, part_hashes: hashes } = row;
  const { hashed_bytes: bytes, hashed_mtime_ms: mtimeMs, hashed_ctime_ms: ctimeMs } = row;
  if (etag === null || partBytes === null || hashes === null) return { path, type, hashed: null };
  if (bytes === null || mtimeMs === null || ctimeMs === null) return { path, type, hashed: null };
  const sha256 = JSON.parse(hashes) as string[];
  return { path, type, hashed: { version: { bytes, mtimeMs, ctimeMs }, etag, partBytes, sha256 } };
}
