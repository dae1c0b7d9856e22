import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Cluster } from './embedded-cluster.ts';
import { DatabaseProblem } from './embedded-problem.ts';
import { clearCluster, readLockFile } from './supervisor-process.ts';

export type Supervised = {
  readonly port: number;
  /** Lets transactions under way fail, writes a checkpoint, ends the server. Safe to call twice. */
  stop(): Promise<void>;
};

export type Supervision = {
  readonly cluster: Cluster;
  readonly log: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Called once when the server stays down although it was restarted again and again. */
  readonly onLost?: (problem: DatabaseProblem) => void;
};

/** A server that dies this often in a minute will not be saved by one more start. */
const RESTARTS_A_MINUTE = 5;
const START_SECONDS = 60;
const LOG_BYTES = 10_000_000;

/**
 * Starts the cluster's server and keeps it running: when it dies it comes back on the same port, so that
 * pools holding that address recover by themselves.
 * @throws DatabaseProblem cluster.start
 */
export async function supervise(plan: Supervision): Promise<Supervised> {
  const port = await freePort();
  let child = await launch(plan, port);
  let stopping = false;
  let restarts: number[] = [];
  let recovery: Promise<void> = Promise.resolve();

  const watch = (): void => void child.once('exit', () => { if (!stopping) recovery = recover(); });
  const recover = async (): Promise<void> => {
    while (!stopping) {
      restarts = [...restarts.filter((at) => performance.now() - at < 60_000), performance.now()];
      if (restarts.length > RESTARTS_A_MINUTE) {
        return plan.onLost?.(new DatabaseProblem('cluster.lost', { times: RESTARTS_A_MINUTE, log: plan.log }));
      }
      try {
        child = await launch(plan, port);
        return watch();
      } catch {
        await pause(1000);
      }
    }
  };
  // Last resort when the program ends without stop(): the signal is sent, nobody waits for it.
  const atExit = (): void => void child.kill('SIGINT');
  process.once('exit', atExit);
  watch();

  return {
    port,
    async stop() {
      if (stopping) return;
      stopping = true;
      process.off('exit', atExit);
      await recovery;
      await shutDown(child, plan.cluster);
    },
  };
}

async function shutDown(child: ChildProcess, cluster: Cluster): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
    child.kill('SIGINT');
    if (await Promise.race([ended, pause(15_000, false, { ref: false })])) return;
  }
  await clearCluster(cluster.folder);
}

/**
 * Starts once and waits until it answers. Tried for a while: right after a crash the dead server's
 * children still hold its memory, and a freshly chosen port may have been taken meanwhile.
 */
async function launch(plan: Supervision, port: number): Promise<ChildProcess> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (let attempt = 1; ; attempt += 1) {
    await clearCluster(plan.cluster.folder);
    const child = spawnServer(plan, port);
    if (await becomesReady(child, plan.cluster.folder, deadline)) return child;
    if (attempt >= 10 || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new DatabaseProblem('cluster.start', { log: plan.log, detail: lastLines(plan.log) });
    }
    await pause(200 * attempt);
  }
}

function spawnServer(plan: Supervision, port: number): ChildProcess {
  const { cluster } = plan;
  const log = openLog(plan.log);
  const options = Object.entries(settingsOf(plan, port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    return spawn(join(cluster.binaries.bin, 'postgres'), ['-D', cluster.folder, ...options], {
      ...cluster.account,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC' },
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal must reach us first, so that requests are finished before it goes.
      detached: true,
    }).on('error', () => {});
  } finally {
    closeSync(log);
  }
}

function settingsOf(plan: Supervision, port: number): Record<string, string> {
  const { durable } = plan.cluster;
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // The shipped OpenSSL is out of support; nothing leaves this machine.
    ssl: 'off',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Statements may carry what a family told us; the log names errors, never what was written.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    ...plan.settings,
  };
}

async function becomesReady(child: ChildProcess, cluster: string, deadline: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lock = readLockFile(cluster);
    if (lock?.pid === child.pid && lock.ready) return true;
    if (performance.now() > deadline) return false;
    await pause(15);
  }
  return false;
}

/** One old log is kept: enough to look into the last trouble, bounded on a disk nobody watches. */
function openLog(path: string): number {
  try {
    if (statSync(path).size > LOG_BYTES) renameSync(path, `${path}.1`);
  } catch {
    // The first start has no log yet.
  }
  return openSync(path, 'a', 0o600);
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-5).join(' | ');
  } catch {
    return '';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
