import type { Writable } from 'node:stream';
import { CamelCasePlugin, type DatabaseConnection, type Driver, Kysely, PostgresDialect, PostgresDriver, type Transaction, type TransactionSettings } from 'kysely';
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
  /** For COPY, whose stream needs the connection to itself: nothing is sent ahead of an answer. */
  readonly copies?: boolean;
}

const IDLE_MS = 600_000;

// Said by a statement that is sent all day and has one plan whatever it asks for: a call of one of our functions.
const PREPARED = /^\/\* prepared (\w+) \*\//;

/**
 * Has PostgreSQL read such a statement once for each connection and not each time, which costs as much as a short one takes. What is sent without
 * waiting leaves in one piece: each write wakes a process, and half of what recording a visit took here went into writes.
 */
class PreparingClient extends pg.Client {
  // One of the driver's many ways to call it, the one Kysely uses; the others pass through.
  override query(...given: unknown[]): never {
    this.#gather();
    const [text, values] = given;
    const name = typeof text === 'string' ? PREPARED.exec(text)?.[1] : undefined;
    return Reflect.apply(super.query, this, name ? [{ name, text, values }] : given) as never;
  }

  /** Holds back what is written until the work under way has nothing more to say. */
  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

/** A pool that survives the server behind it: broken connections are dropped, the next query opens a new one. */
export function openPool({ url, max = 16, copies = false }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    // The driver's ten seconds would have a quiet office open a session, and PostgreSQL plan its functions anew, at almost every click.
    idleTimeoutMillis: IDLE_MS,
    Client: PreparingClient,
    // Statements are sent one behind the other without waiting for the answer to the first.
    pipeline: !copies,
    // Compiling a query pays for reports of minutes; ours take milliseconds, and a server that can compile spent longer on that than on answering.
    options: '-c search_path=app -c jit=off -c timezone=Asia/Shanghai -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  });
  pool.on('error', () => {});
  return pool;
}

/**
 * Sends `begin` together with the first statement instead of waiting for its answer, which says nothing: it fails with the connection alone, and
 * then so does what follows it. A round trip less in everything the program does.
 */
class HastyDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    super.beginTransaction(connection, settings).catch(() => {});
  }
}

class HastyDialect extends PostgresDialect {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new HastyDriver({ pool: this.#pool });
  }
}

export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new HastyDialect(pool),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
