import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import { sameVersion, type FileVersion } from '../library/file-version.ts';
import { openLibraryFile } from '../library/library-file.ts';
import type { Library } from '../library/library.ts';
import { FileContent } from './file-content.ts';
import type { MediaContent } from './media-content.ts';
import { findLibraryMedia } from './media-repository.ts';

export interface LibraryMediaSources {
  readonly db: Kysely<Database>;
  readonly library: Pick<Library, 'hashNow'>;
  /** Absolute path without symbolic links. */
  readonly libraryFolder: string;
  /** How long a request waits for its file to be hashed. */
  readonly hashWaitMs: number;
}

const RETRY_LATER = { 'Retry-After': '5' };
const ATTEMPTS = 3;

/**
 * Opens the file of an episode of the library together with the validators of the very bytes that the handle reads. A file that
 * changed is hashed again first, once it was scanned. Null when the episode has no file there.
 * @throws ProblemError `media-not-found`, `changing`, `hashing`
 */
export async function openLibraryMedia(
  sources: LibraryMediaSources,
  episodeId: string,
): Promise<MediaContent | null> {
  const deadlineMs = Date.now() + sources.hashWaitMs;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const record = await findLibraryMedia(sources.db, episodeId);
    if (record === null) return null;
    const file = await openLibraryFile(sources.libraryFolder, record.path);
    if (file === null) throw new ProblemError('media-not-found');
    const { type, hashed } = record;
    if (hashed && sameVersion(file.version, hashed.version)) {
      const { etag, sha256 } = hashed;
      return new FileContent(file, {
        type,
        etag,
        sha256,
        lastModifiedMs: lastModifiedAt(file.version, Date.now()),
      });
    }
    await file.handle.close();
    const outcome = await sources.library.hashNow(episodeId, Math.max(0, deadlineMs - Date.now()));
    if (outcome === 'changing') throw new ProblemError('changing', undefined, RETRY_LATER);
    if (outcome === 'waiting' || outcome === 'failed') break;
  }
  throw new ProblemError('hashing', undefined, RETRY_LATER);
}

/**
 * In whole seconds. A time that lies ahead is no validator, and one in this very second is no strong one: the file may change
 * in it once more. @see RFC 9110 §8.8.2.1, §8.8.2.2
 */
function lastModifiedAt({ mtimeMs }: FileVersion, nowMs: number): number | null {
  const modifiedAt = Math.floor(mtimeMs / 1000) * 1000;
  return modifiedAt + 1000 > nowMs ? null : modifiedAt;
}
