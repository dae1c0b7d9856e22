import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

// A civil day must stay the text it is: the driver's default makes it a Date at midnight of the server's own time zone, a day early in half the world.
const DATE_OID = 1082;
const BIGINT_OID = 20;
const NUMERIC_OID = 1700;
pg.types.setTypeParser(DATE_OID, (text) => text);
// Counts and seal numbers stay far below 2^53.
pg.types.setTypeParser(BIGINT_OID, Number);
pg.types.setTypeParser(NUMERIC_OID, Number);

export interface PoolOptions {
  readonly url: string;
  /** 16 sessions keep two cores busy; more only queue inside PostgreSQL. */
  readonly max?: number;
}

// Said by a statement that is sent all day and has one plan whatever it asks for: a call of one of our functions.
const PREPARED = /^\/\* prepared (\w+) \*\//;

/** Has PostgreSQL read such a statement once for each connection and not each time, which costs as much as a short one takes. */
class PreparingClient extends pg.Client {
  // One of the driver's many ways to call it, the one Kysely uses; the others pass through.
  override query(...given: unknown[]): never {
    const [text, values] = given;
    const name = typeof text === 'string' ? PREPARED.exec(text)?.[1] : undefined;
    return Reflect.apply(super.query, this, name ? [{ name, text, values }] : given) as never;
  }
}

/** A pool that survives the server behind it: broken connections are dropped, the next query opens a new one. */
export function openPool({ url, max = 16 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    Client: PreparingClient,
    options: '-c search_path=app -c timezone=Asia/Shanghai -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  });
  pool.on('error', () => {});
  return pool;
}

export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
