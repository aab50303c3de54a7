import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../testing/open-files.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { Library } from './library.ts';

it('reports that its threads cannot work, keeps nobody waiting, and can be closed', async () => {
  const folder = await temporaryFolder();
  const errors: string[] = [];
  const log = {
    info: () => undefined,
    error: (_details: object, message: string) => void errors.push(message),
  };
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
  await until(() => errors.length > 0);
  expect(errors[0]).toBe('the library could not be scanned');
  expect(library.status).toEqual({ scanning: false, files: 0 });
  await library.close();
  await library.close();
});
