import { createWriteStream, constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hashParts, type PartHashes } from '../library/hashing/hash-parts.ts';
import { versionOf } from '../library/file-version.ts';
import type { LibraryFile } from '../library/library-file.ts';

const UNFINISHED = '.part';

/** Which file it is: the version of an episode's file that has this entity tag. */
export interface SpoolKey {
  readonly episodeId: string;
  /** With its quotes, as `take` gave it. */
  readonly etag: string;
}

export interface SpooledFile extends PartHashes {
  readonly bytes: number;
}

/**
 * Whole files of publishers whose servers send no ranges, or give no way to tell one version from another: fetched once, then served
 * from here. A file is here under its name only when it is whole. The name says which version it is: what a row of the database
 * tells of one version is never said of the bytes of another, wherever the process was ended.
 */
export class Spool {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'spool');
  }

  /** Makes the folder, and removes all but these files: also what an end of the process left unfinished. */
  async prepare(keys: readonly SpoolKey[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const kept = new Set(keys.map(nameOf));
    for (const name of await readdir(this.#folder)) {
      if (!kept.has(name)) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Takes a file in; one call at a time for an episode. @throws What the body fails with; nothing is left then. */
  async take(episodeId: string, body: Readable): Promise<SpooledFile> {
    const unfinished = join(this.#folder, `${episodeId}${UNFINISHED}`);
    try {
      await pipeline(body, createWriteStream(unfinished));
      const { size: bytes } = await stat(unfinished);
      const hashes = await hashAndClose(unfinished, bytes);
      await rename(unfinished, this.#path({ episodeId, etag: hashes.etag }));
      return { ...hashes, bytes };
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** Null when it is not here. The caller closes the handle. */
  async open(key: SpoolKey): Promise<LibraryFile | null> {
    try {
      const handle = await open(this.#path(key), constants.O_RDONLY | constants.O_NOFOLLOW);
      return { handle, version: versionOf(await handle.stat()) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(key: SpoolKey): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  #path(key: SpoolKey): string {
    return join(this.#folder, nameOf(key));
  }
}

async function hashAndClose(path: string, bytes: number): Promise<PartHashes> {
  const handle = await open(path);
  try {
    return await hashParts(handle, bytes);
  } finally {
    await handle.close();
  }
}

const nameOf = ({ episodeId, etag }: SpoolKey): string => `${episodeId}.${etag.slice(1, -1)}`;
