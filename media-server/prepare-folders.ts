import { constants } from 'node:fs';
import { access, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServerConfig } from './config.ts';
import { StartupError } from './startup-error.ts';

export interface PreparedFolders {
  /** Absolute paths without symbolic links. */
  readonly libraryFolder: string;
  readonly dataFolder: string;
  readonly databaseFile: string;
}

/** Checks the folders of the configuration, and makes the data folder. @throws StartupError */
export async function prepareFolders(config: ServerConfig): Promise<PreparedFolders> {
  const { libraryFolder, dataFolder, appFolder } = config;
  if (!(await isFolder(libraryFolder))) {
    throw new StartupError(
      `The library ${libraryFolder} is not a folder; set CARRYON_LIBRARY to the folder with your media.`,
    );
  }
  await readdir(libraryFolder).catch(() => {
    throw new StartupError(
      `The library ${libraryFolder} cannot be read; give this user permission to list it.`,
    );
  });
  await probeWritable(dataFolder).catch((error: NodeJS.ErrnoException) => {
    throw new StartupError(
      `The data folder ${dataFolder} cannot be written (${error.code ?? error.message}); set CARRYON_DATA to a folder that can.`,
    );
  });
  if (appFolder !== null) {
    await access(join(appFolder, 'index.html'), constants.R_OK).catch(() => {
      throw new StartupError(
        `The client is not built: there is no ${join(appFolder, 'index.html')}; run "npm run build".`,
      );
    });
  }
  return {
    libraryFolder: await realpath(libraryFolder),
    dataFolder: await realpath(dataFolder),
    databaseFile: join(dataFolder, 'carryon.sqlite'),
  };
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** Not `mkdir` with `recursive`: that never returns where the system answers ENOENT to what it refuses, as in `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function probeWritable(folder: string): Promise<void> {
  await makeFolder(folder);
  const probe = join(folder, `.write-probe-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe);
}
