import { lstatSync, readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import type { LibraryProblem } from '../../../core/api/library.ts';
import { versionOf, type FileVersion } from '../file-version.ts';
import { isMediaName } from '../media-files.ts';

export interface LibraryTree {
  /** By library path: every regular file but hidden ones. */
  readonly files: ReadonlyMap<string, FileVersion>;
  /** Library paths of the folders; the top is the empty path. */
  readonly folders: ReadonlySet<string>;
  readonly problems: readonly LibraryProblem[];
}

const MAX_DEPTH = 12;
/** Folders that operating systems and file servers keep for themselves. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set([
  '@eaDir',
  '#recycle',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
]);

/**
 * Lists the library. It uses the blocking calls of the file system: run it in a thread of its own.
 * Symbolic links are never followed: what they point at inside the library is listed where it is, and what they point at
 * outside is refused with a problem.
 * @param root Absolute path without symbolic links.
 * @param dataFolder Absolute path; not listed when it lies in the library, or every write to it would be a change there.
 * @throws when the root itself cannot be listed.
 */
export function walkLibrary(root: string, dataFolder: string): LibraryTree {
  const files = new Map<string, FileVersion>();
  const folders = new Set<string>(['']);
  const problems: LibraryProblem[] = [];

  const walk = (folder: string, depth: number): void => {
    for (const entry of list(root, folder)) {
      if (entry.name.startsWith('.') || SYSTEM_FOLDERS.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      try {
        if (entry.isSymbolicLink()) {
          if (leadsOutside(root, path)) problems.push(outsideProblem(path));
        } else if (entry.isDirectory()) {
          if (join(root, path) === dataFolder) continue;
          if (depth >= MAX_DEPTH) {
            problems.push(refused(path, `It lies more than ${MAX_DEPTH} folders deep.`));
            continue;
          }
          folders.add(path);
          walk(path, depth + 1);
        } else if (entry.isFile()) {
          files.set(path, versionOf(lstatSync(join(root, path))));
        } else if (isMediaName(entry.name)) {
          problems.push(refused(path, 'It is not a regular file.'));
        }
      } catch (error) {
        // A name that is no UTF-8 comes with replacement characters, and leads nowhere.
        if (codeOf(error) !== 'ENOENT') problems.push(refused(path, `It cannot be read (${codeOf(error)}).`));
        else if (entry.name.includes('\ufffd')) problems.push(refused(path, 'Its name is not valid UTF-8.'));
      }
    }
  };
  walk('', 0);
  return { files, folders, problems };
}

const list = (root: string, folder: string): Dirent[] =>
  readdirSync(join(root, folder), { withFileTypes: true });

/** A link that leads nowhere is left alone: it can be of no harm. */
function leadsOutside(root: string, path: string): boolean {
  return !realpathSync(join(root, path)).startsWith(root.endsWith(sep) ? root : root + sep);
}

const outsideProblem = (path: string): LibraryProblem => ({
  path,
  code: 'symlink-outside',
  detail: 'The symbolic link leads out of the library.',
});

const refused = (path: string, detail: string): LibraryProblem => ({ path, code: 'unreadable', detail });

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
