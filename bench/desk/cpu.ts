import { readFileSync } from 'node:fs';
import pg from 'pg';

/**
 * Milliseconds of processor this process and all sessions of the database have used so far. Sessions are read from Linux' own account of them;
 * on another system only this process is counted, for both contestants alike.
 */
export async function spentOn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()');
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + rows.reduce((total, { pid }) => total + spentBy(pid), 0);
  } finally {
    await client.end();
  }
}

/** The first number of /proc/PID/schedstat is nanoseconds on a processor. */
function spentBy(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
