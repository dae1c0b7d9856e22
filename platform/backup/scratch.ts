import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { address, ensureOwner, OWNER } from '../database/embedded.ts';
import { serverAccount } from '../database/embedded-account.ts';
import { embeddedBinaries, ROOT_HOME } from '../database/embedded-binaries.ts';
import { ensureCluster } from '../database/embedded-cluster.ts';
import { migrate } from '../database/migrate.ts';
import { migrationsFolder } from '../database/migrate-root.ts';
import { supervise } from '../database/supervisor.ts';
import { clearCluster, isAlive } from '../database/supervisor-process.ts';

/** A migrated, empty database on a server of its own that goes away again with everything in it. */
export interface Scratch {
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

const PREFIX = 'verify-';

/**
 * Starts one, by the PostgreSQL that npm ships: trying out a backup must never touch, or need rights on, the server with the real files.
 * @param home a folder of the program's own, on a disk that has room for a second database
 * @throws DatabaseProblem binaries.missing, cluster.*
 */
export async function openScratch(home: string): Promise<Scratch> {
  // Root's server runs under another account, which could not enter a closed folder.
  const root = serverAccount() ? ROOT_HOME : home;
  await sweep(root);
  const folder = join(root, `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const account = serverAccount();
  const superPassword = secret();
  const cluster = { folder: join(folder, 'postgres'), binaries: await embeddedBinaries(account !== null), account, superPassword, durable: false };
  try {
    await ensureCluster(cluster);
    const server = await supervise({ cluster, log: join(folder, 'postgres.log') });
    const stop = async (): Promise<void> => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ownerUrl: await prepared(superPassword, server.port).catch(async (error: unknown) => { await stop(); throw error; }), stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function prepared(superPassword: string, port: number): Promise<string> {
  const password = secret();
  await ensureOwner(address('postgres', superPassword, port, 'postgres'), password);
  const ownerUrl = address(OWNER, password, port, OWNER);
  await migrate({ ownerUrl, folder: migrationsFolder(), app: { password: secret() } });
  return ownerUrl;
}

/** A trial that was killed left a whole copy of the files behind. */
async function sweep(root: string): Promise<void> {
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (!(pid > 0) || isAlive(pid)) continue;
    await clearCluster(join(root, name, 'postgres'));
    rmSync(join(root, name), { recursive: true, force: true });
  }
}

const secret = (): string => randomBytes(16).toString('hex');
