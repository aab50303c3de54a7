import { Kysely, Migrator } from 'kysely';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { migrations } from './migrations/migrations.ts';
import type { Database } from './schema.ts';

/** Opens the database that `migrateDatabase` has made ready. Each thread opens its own. */
export const openDatabase = (file: string): Kysely<Database> =>
  new Kysely({ dialect: nodeSqliteDialect(file) });

/** @throws when a migration fails; it then left nothing behind. */
export async function migrateDatabase(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('A migration failed', { cause: error });
}
