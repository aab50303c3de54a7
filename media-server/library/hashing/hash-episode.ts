import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { sameVersion, versionOf } from '../file-version.ts';
import { openLibraryFile } from '../library-file.ts';
import { hashParts } from './hash-parts.ts';

/** `changing`: the file is being written, or was since the scan that the catalogue is of. */
export type HashOutcome = 'hashed' | 'gone' | 'changing';

const ATTEMPTS = 3;

/** Hashes the file of an episode, and keeps the result with the version of the file that it is of: the one that was scanned. */
export async function hashEpisode(
  db: Kysely<Database>,
  libraryFolder: string,
  episodeId: string,
): Promise<HashOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const row = await db
      .selectFrom('library_files as files')
      .innerJoin('episodes', 'episodes.id', 'files.episode_id')
      .select(['path', 'files.bytes', 'mtime_ms', 'ctime_ms'])
      .where('id', '=', episodeId)
      .where('missing_since_ms', 'is', null)
      .executeTakeFirst();
    if (!row) return 'gone';
    const file = await openLibraryFile(libraryFolder, row.path);
    if (!file) return 'gone';
    try {
      const { handle, version } = file;
      const scanned = { bytes: row.bytes, mtimeMs: row.mtime_ms, ctimeMs: row.ctime_ms };
      if (!sameVersion(version, scanned)) return 'changing';
      const hashes = await hashParts(handle, version.bytes);
      if (!sameVersion(versionOf(await handle.stat()), version)) continue;
      await db
        .updateTable('library_files')
        .set({
          etag: hashes.etag,
          hashed_bytes: version.bytes,
          hashed_mtime_ms: version.mtimeMs,
          hashed_ctime_ms: version.ctimeMs,
          part_bytes: hashes.partBytes,
          part_hashes: JSON.stringify(hashes.sha256),
        })
        .where('episode_id', '=', episodeId)
        .execute();
      return 'hashed';
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    } finally {
      await file.handle.close();
    }
  }
  return 'changing';
}
