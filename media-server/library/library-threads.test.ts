import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrateDatabase, openDatabase } from '../database/open-database.ts';
import { placeWav } from '../testing/media-files.ts';
import { until } from '../testing/open-files.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { Library } from './library.ts';

interface LoggedFailure {
  readonly message: string;
  readonly reason: string;
  readonly restartInMs: number;
}

function failureLog() {
  const failures: LoggedFailure[] = [];
  return {
    failures,
    info: () => undefined,
    error: (details: object, message: string) => {
      const { err, restartInMs = 0 } = details as { err?: Error; restartInMs?: number };
      failures.push({ message, reason: err?.message ?? '', restartInMs });
    },
  };
}

const CRASHING = new URL('../testing/crashing-thread.ts', import.meta.url);

it('reports that its threads cannot work, keeps nobody waiting, and can be closed', async () => {
  const folder = await temporaryFolder();
  const log = failureLog();
  const library = new Library(
    {
      databaseFile: join(folder, 'no-such-folder', 'carryon.sqlite'),
      libraryFolder: folder,
      dataFolder: folder,
      settleMs: 0,
    },
    log,
  );
  expect(await library.hashNow('01a1fba6-1996-70ec-912e-19600f18d1cc', 5_000)).toBe('failed');
  await until(() => log.failures.length > 0);
  expect(log.failures[0]?.message).toBe('the library could not be scanned');
  expect(library.status).toEqual({ scanning: false, files: 0 });
  await library.close();
  await library.close();
});

it('starts a thread again that failed, ever later, or was idle, and goes on with the scan and the hashes', async () => {
  const files = 40;
  const folder = await temporaryFolder();
  const libraryFolder = join(folder, 'library');
  for (let index = 0; index < files; index++)
    await placeWav(libraryFolder, `Show/${index}.wav`, 30_000, index);
  const databaseFile = join(folder, 'carryon.sqlite');
  const db = openDatabase(databaseFile);
  await migrateDatabase(db);
  const log = failureLog();
  const library = new Library(
    { databaseFile, libraryFolder, dataFolder: folder, settleMs: 0 },
    log,
    { scanner: CRASHING, hasher: CRASHING },
    { restartMs: 100, idleMs: 400 },
  );
  onTestFinished(async () => {
    await library.close();
    await db.destroy();
  });

  const hashed = () =>
    db.selectFrom('library_files').select('episode_id').where('etag', 'is not', null).execute();
  await until(() => log.failures.length === 4, 20_000);
  await until(async () => (await hashed()).length === files, 20_000);
  await until(() => !library.status.scanning && library.status.files === files);
  const starts = (name: string) => readFileSync(`${databaseFile}.${name}-starts`, 'latin1').length;
  await until(() => starts('scanner') === 3 && starts('background') === 3);
  expect(log.failures.map(({ message }) => message)).toEqual(Array(4).fill('a thread failed'));
  for (const [reason, restartInMs] of [
    ['It was told to crash.', 100],
    ['It stopped with code 3.', 200],
  ]) {
    const alike = log.failures.filter((failure) => failure.reason === reason);
    expect(alike.map((failure) => failure.restartInMs)).toEqual([restartInMs, restartInMs]);
  }

  // The thread that hashes has nothing to do and is ended, until there is something.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await placeWav(libraryFolder, 'Show/Late.wav', 30_000, files);
  await until(async () => (await hashed()).length === files + 1, 20_000);
  expect(starts('background')).toBe(4);
}, 60_000);
