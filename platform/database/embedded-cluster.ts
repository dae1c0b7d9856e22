import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, lchown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Account, namedAccount } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { DatabaseProblem } from './embedded-problem.ts';

/** A folder of database files, with the programs and the account that serve it. */
export type Cluster = {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
  /** Password of the superuser `postgres`, which nothing but start-up and backups use. */
  readonly superPassword: string;
  /** False for throw-away clusters: nothing waits for the disk. */
  readonly durable: boolean;
};

/**
 * Makes the cluster when there is none. Built under another name and renamed, so that a half-made cluster
 * (power cut, two first starts at once) is never opened.
 * @throws DatabaseProblem cluster.create, cluster.version
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const mark = join(cluster.folder, 'PG_VERSION');
  if (existsSync(mark)) return checkVersion(cluster, readFileSync(mark, 'utf8').trim());
  const unfinished = `${cluster.folder}.new-${process.pid}`;
  await mkdir(dirname(cluster.folder), { recursive: true });
  try {
    await initialise(cluster, unfinished);
    await rename(unfinished, cluster.folder);
  } catch (error) {
    // Another process was faster: its cluster is as good as ours.
    if (!existsSync(mark)) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function checkVersion(cluster: Cluster, found: string): void {
  const expected = cluster.binaries.major;
  if (found !== String(expected)) throw new DatabaseProblem('cluster.version', { folder: cluster.folder, found, expected });
}

async function initialise(cluster: Cluster, folder: string): Promise<void> {
  const maker = cluster.account ? namedAccount() : null;
  const passwordFile = `${folder}.password`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await writeFile(passwordFile, cluster.superPassword, { mode: 0o600 });
  try {
    if (maker) {
      await chown(folder, maker.uid, maker.gid);
      await chown(passwordFile, maker.uid, maker.gid);
    }
    await initdb(cluster, folder, passwordFile, maker);
    if (cluster.account) await handOver(folder, cluster.account);
    await chmod(folder, 0o700);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(cluster: Cluster, folder: string, passwordFile: string, account: Account | null): Promise<void> {
  const options = ['-D', folder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...cluster.binaries.initArguments];
  if (!cluster.durable) options.push('--no-sync');
  const { status, output } = await run(join(cluster.binaries.bin, 'initdb'), options, account);
  if (status !== 0) throw new DatabaseProblem('cluster.create', { folder: cluster.folder, detail: output.trim().slice(-600) });
}

function run(program: string, options: string[], account: Account | null): Promise<{ status: number; output: string; }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      ...account,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

/** Gives every file below to the account; links are owned themselves, never followed. */
async function handOver(folder: string, account: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(folder, account.uid, account.gid);
}
