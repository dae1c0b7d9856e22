import { type Insertable, sql } from 'kysely';
import type { Tx } from './pool.ts';
import type { DB } from './schema.ts';

// Text of a statement stays a few megabytes whatever the rows hold.
const ROWS_AT_ONCE = 4_000;

/**
 * Inserts many rows of one table in few statements: one JSON parameter instead of a placeholder for each value, of which a statement takes
 * 65,535 at most and which cost the program more to write than the database to store. Row policies and defaults hold as for any insert.
 * @param rows all with the same keys; a column without a key gets its default
 */
export async function insertAll<T extends keyof DB & string>(tx: Tx, table: T, rows: readonly Insertable<DB[T]>[]): Promise<void> {
  const keys = Object.keys(rows[0] ?? {});
  if (keys.length === 0) return;
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  // With its schema: `record` alone is a pseudo-type of PostgreSQL.
  const target = sql.table(`app.${table}`);
  const names = keys.map(snakeCase);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const page = rows.slice(start, start + ROWS_AT_ONCE).map((row) => plainRow(row as Record<string, unknown>, keys, names));
    await sql`insert into ${target} (${columns}) select ${columns} from json_populate_recordset(null::${target}, ${JSON.stringify(page)}::json)`.execute(tx);
  }
}

function plainRow(row: Record<string, unknown>, keys: readonly string[], names: readonly string[]): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (let at = 0; at < keys.length; at++) {
    const value = row[keys[at]!];
    plain[names[at]!] = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
  }
  return plain;
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
