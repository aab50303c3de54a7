import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { versionOf, type FileVersion } from './file-version.ts';

export interface LibraryFile {
  readonly handle: FileHandle;
  readonly version: FileVersion;
}

/**
 * Opens a file of the library. Symbolic links are not followed, neither as the file nor as a folder on the way.
 * The caller closes the handle.
 * @param libraryFolder Absolute path without symbolic links.
 * @returns Null when there is no such regular file, or it cannot be read.
 */
export async function openLibraryFile(libraryFolder: string, path: string): Promise<LibraryFile | null> {
  const absolutePath = join(libraryFolder, path);
  let handle: FileHandle;
  try {
    handle = await open(absolutePath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (OUT_OF_HANDLES.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return null;
  }
  try {
    const stats = await handle.stat();
    if (stats.isFile() && (await realpath(absolutePath)) === absolutePath) {
      return { handle, version: versionOf(stats) };
    }
  } catch {
    // It went away while it was looked at.
  }
  await handle.close();
  return null;
}

const OUT_OF_HANDLES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE']);
