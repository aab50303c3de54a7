import { join } from 'node:path';
import { Migrator, type Kysely } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/test-server.ts';
import { migrateDatabase, openDatabase } from '../open-database.ts';
import { migrations } from './migrations.ts';

const HASHED = { hashed_bytes: 10, hashed_mtime_ms: 1, hashed_ctime_ms: 2, part_bytes: 4_194_304 };

/** Tables as they once were. */
type AnyTables = Record<string, Record<string, unknown>>;

async function migrateTo(db: Kysely<AnyTables>, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateTo(name);
  expect(error).toBeUndefined();
}

it('keeps shows, episodes, hashes and transcripts of a database that knew the library alone', async () => {
  const file = join(await temporaryFolder(), 'carryon.sqlite');
  const old = openDatabase(file) as unknown as Kysely<AnyTables>;
  await migrateTo(old, '0001-library');
  const insert = (table: string, row: Record<string, unknown>) => old.insertInto(table).values(row).execute();
  const show = { title: 'Night Trains', author: 'Radio', description_html: '<p>x</p>', language: 'en' };
  await insert('shows', {
    id: 's1',
    folder: 'Night Trains',
    source_state: 'state',
    artwork_id: 'a',
    ...show,
  });
  const file1 = {
    path: 'Night Trains/1.mp3',
    mtime_ms: 1,
    ctime_ms: 2,
    sidecar_state: 'y',
    fingerprint: 'f',
  };
  const tags = { dated: 1, album: 'Album', author: 'Radio', language: 'en' };
  const episode = { type: 'audio/mpeg', kind: 'audio', bytes: 10, title: 'Basel', published_at_ms: 5 };
  await insert('episodes', {
    ...episode,
    ...file1,
    ...tags,
    ...HASHED,
    id: 'e1',
    show_id: 's1',
    etag: '"t"',
    part_hashes: '["00"]',
    sort_key: 'k',
    added_at_ms: 7,
    description_html: '<p>n</p>',
    chapters: '{}',
    season: 1,
    episode: 2,
  });
  await insert('transcripts', { episode_id: 'e1', position: 0, language: 'en', vtt: 'WEBVTT' });
  await old.destroy();

  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  await migrateDatabase(db);
  expect(await db.selectFrom('shows').selectAll().execute()).toEqual([
    { id: 's1', ...show, artwork_id: 'a', missing_since_ms: null },
  ]);
  expect(await db.selectFrom('library_shows').selectAll().execute()).toEqual([
    { show_id: 's1', folder: 'Night Trains', source_state: 'state' },
  ]);
  expect(await db.selectFrom('episodes').selectAll().execute()).toMatchObject([
    { id: 'e1', show_id: 's1', ...episode, sort_key: 'k', added_at_ms: 7, season: 1, chapters: '{}' },
  ]);
  expect(await db.selectFrom('library_files').selectAll().execute()).toEqual([
    { episode_id: 'e1', bytes: 10, ...file1, ...tags, ...HASHED, etag: '"t"', part_hashes: '["00"]' },
  ]);
  expect(await db.selectFrom('transcripts').selectAll().execute()).toEqual([
    { episode_id: 'e1', position: 0, language: 'en', vtt: 'WEBVTT' },
  ]);
  // What hangs on a show goes with it.
  await db.deleteFrom('shows').execute();
  expect(await db.selectFrom('library_files').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('transcripts').selectAll().execute()).toEqual([]);
});
