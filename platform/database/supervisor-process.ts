import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What PostgreSQL says about itself in its lock file. */
export type Running = { readonly pid: number; readonly port: number; readonly ready: boolean; };

/** Reads postmaster.pid: line 1 process, 4 port, 8 state. Null when no server holds the cluster. */
export function readLockFile(cluster: string): Running | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells one process from a later one under the same number: in a container the numbers start again at 1,
 * therefore a process id in a file proves nothing by itself.
 * @returns the start time as the system counts it, or '' where it cannot be asked
 */
export function processMark(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return process.platform === 'linux' ? '' : ask(['-o', 'lstart=', '-p', String(pid)]);
  }
}

/** Whether the process is a server of this very cluster and not a stranger that inherited its number. */
function serves(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return ask(['-o', 'command=', '-p', String(pid)]).includes(cluster);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
  } catch {
    return false;
  }
}

function ask(options: string[]): string {
  try {
    return execFileSync('ps', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/**
 * Ends the server a killed program left behind, or removes the lock file of one that is gone.
 * Fast shutdown first; then without waiting for clients; then by force (the next start replays the log).
 */
export async function clearCluster(cluster: string): Promise<void> {
  const left = readLockFile(cluster);
  if (!left) return;
  if (serves(left.pid, cluster)) {
    for (const [signal, seconds] of [['SIGINT', 15], ['SIGQUIT', 5], ['SIGKILL', 5]] as const) {
      if (await end(left.pid, cluster, signal, seconds)) break;
    }
  }
  const now = readLockFile(cluster);
  if (now && !serves(now.pid, cluster)) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function end(pid: number, cluster: string, signal: NodeJS.Signals, seconds: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (let waited = 0; waited < seconds * 1000; waited += 25) {
    if (!serves(pid, cluster) && !existsSync(join(cluster, 'postmaster.pid'))) return true;
    if (!isAlive(pid)) return true;
    await pause(25);
  }
  return false;
}
