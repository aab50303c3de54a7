import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** A thousand rows of some twenty columns stay below the number of parameters that every database takes. */
const ROWS_A_STATEMENT = 1_000;

/**
 * Inserts rows in as few statements as possible; a row whose `key` is there already takes the place of what was there. To
 * build and to compile a query object for each of thousands of rows would take longer than to write them.
 * @param key The columns of a unique constraint.
 */
export async function insertMany<Table extends keyof Database>(
  db: Kysely<Database>,
  table: Table,
  columns: readonly Extract<keyof Database[Table], string>[],
  key: readonly Extract<keyof Database[Table], string>[],
  rows: readonly Database[Table][],
): Promise<void> {
  const changes = columns.filter((column) => !key.includes(column));
  const set = changes.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  const places = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_A_STATEMENT);
    const sql =
      `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) ` +
      `values ${Array(chunk.length).fill(places).join(', ')} ` +
      `on conflict (${key.map((column) => `"${column}"`).join(', ')}) do update set ${set}`;
    const parameters = chunk.flatMap((row) => columns.map((column) => row[column]));
    await db.executeQuery(CompiledQuery.raw(sql, parameters));
  }
}
