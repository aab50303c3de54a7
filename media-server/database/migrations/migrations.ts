import type { Migration } from 'kysely';
import { createLibrary } from './0001-library.ts';
import { splitLibrary } from './0002-library-files.ts';
import { createFeeds } from './0003-feeds.ts';
import { createSearch } from './0004-search.ts';

/** In order of name; a migration that was released is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-library': { up: createLibrary },
  '0002-library-files': { up: splitLibrary },
  '0003-feeds': { up: createFeeds },
  '0004-search': { up: createSearch },
};
