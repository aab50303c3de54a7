import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Calls back when anything in one of the folders changes. One watch a folder, not one a file: a library of ten thousand
 * files in a few hundred folders stays far under the limits of the system.
 */
export class FolderWatcher {
  readonly #root: string;
  readonly #onChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #complete = true;

  constructor(root: string, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
  }

  /** False when the system refused a watch: changes then show only when the library is listed again. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Watches exactly these folders. Returns whether there is a new one, in which something may have happened already. */
  sync(folders: ReadonlySet<string>): boolean {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    this.#complete = true;
    let added = false;
    for (const folder of folders) {
      if (!this.#watchers.has(folder)) added = this.#add(folder) || added;
    }
    return added;
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #add(folder: string): boolean {
    try {
      const watcher = watch(join(this.#root, folder), { persistent: false }, this.#onChange);
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
        this.#onChange();
      });
      this.#watchers.set(folder, watcher);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#complete = false;
      return false;
    }
  }
}
