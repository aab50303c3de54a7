import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '../startup-error.ts';

const SQLITE_BUSY = 5;

/**
 * Takes a data folder for this server alone: two that scan into one catalogue undo each other's work. The lock is SQLite's
 * own on an empty file, which the system gives up when the process ends, however it ends.
 * @returns Gives the folder up.
 * @throws StartupError when another server has it.
 */
export function lockDataFolder(dataFolder: string): () => void {
  const lock = new DatabaseSync(join(dataFolder, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new StartupError(
      `The data folder ${dataFolder} is in use by another server; stop it, or set CARRYON_DATA to another folder.`,
    );
  }
  return () => lock.close();
}
