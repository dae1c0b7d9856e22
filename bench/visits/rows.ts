import pg from 'pg';

/** Rows inserted, changed and taken away so far, by table. */
export type RowCount = Readonly<Record<string, number>>;

export interface RowCounter {
  read(): Promise<RowCount>;
  close(): Promise<void>;
}

// A connection tells what it wrote when it has been idle for a second (PGSTAT_MIN_INTERVAL).
const UNTIL_TOLD = 1_200;

/** What PostgreSQL itself counted: the only witness that a floor writes what it is said to write. */
export function openRowCount(url: string): RowCounter {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    read: async () => {
      await new Promise((resolve) => setTimeout(resolve, UNTIL_TOLD));
      const { rows } = await pool.query<{ relname: string; written: string }>(
        `select relname, n_tup_ins + n_tup_upd + n_tup_del as written from pg_stat_user_tables where schemaname = 'app' order by relname`);
      return Object.fromEntries(rows.map(({ relname, written }) => [relname, Number(written)]));
    },
    close: () => pool.end(),
  };
}

/** Rows by table for each visit, tables without any left out. */
export function rowsPerVisit(before: RowCount, after: RowCount): RowCount {
  const visits = after.visit! - before.visit!;
  return Object.fromEntries(Object.entries(after)
    .map(([table, written]) => [table, Math.round(((written - before[table]!) / visits) * 100) / 100] as const)
    .filter(([, each]) => each > 0));
}
