import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import { sameVersion } from '../library/file-version.ts';
import { openLibraryFile, type LibraryFile } from '../library/library-file.ts';
import type { Library } from '../library/library.ts';
import { findMedia, type MediaRecord } from './media-repository.ts';

export interface MediaSources {
  readonly db: Kysely<Database>;
  readonly library: Pick<Library, 'hashNow'>;
  /** Absolute path without symbolic links. */
  readonly libraryFolder: string;
  /** How long a request waits for its file to be hashed. */
  readonly hashWaitMs: number;
}

export interface OpenMedia {
  readonly file: LibraryFile;
  readonly type: string;
  /** Of exactly the version of the file that is open. */
  readonly hashed: NonNullable<MediaRecord['hashed']>;
}

const RETRY_LATER = { 'Retry-After': '5' };
const ATTEMPTS = 3;

/**
 * Opens the file of an episode together with the validators of the very bytes that the handle reads. A file that changed
 * is hashed again first, once it was scanned. The caller closes the handle.
 * @throws ProblemError `episode-not-found`, `episode-gone`, `media-not-found`, `changing`, `hashing`
 */
export async function openMedia(sources: MediaSources, episodeId: string): Promise<OpenMedia> {
  const deadlineMs = Date.now() + sources.hashWaitMs;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const record = await findMedia(sources.db, episodeId);
    if (record === 'absent') throw new ProblemError('episode-not-found');
    if (record === 'gone') throw new ProblemError('episode-gone');
    const file = await openLibraryFile(sources.libraryFolder, record.path);
    if (file === null) throw new ProblemError('media-not-found');
    const { type, hashed } = record;
    if (hashed && sameVersion(file.version, hashed.version)) return { file, type, hashed };
    await file.handle.close();
    const outcome = await sources.library.hashNow(episodeId, Math.max(0, deadlineMs - Date.now()));
    if (outcome === 'changing') throw new ProblemError('changing', undefined, RETRY_LATER);
    if (outcome === 'waiting' || outcome === 'failed') break;
  }
  throw new ProblemError('hashing', undefined, RETRY_LATER);
}
