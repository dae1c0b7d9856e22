import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAlive, processMark } from './supervisor-process.ts';

/** Who runs the server of a data folder. `port` is 0 until the server answers. */
export type Claim = { readonly pid: number; readonly mark: string; readonly port: number; };

const FILE = 'database.json';
const GUARD = 'database.claiming';
/** The guard is held for a millisecond; one this old belongs to a process that was killed in it. */
const GUARD_STALE_MS = 10_000;

/** The live process that runs this folder's server, or null when there is none (any more). */
export function liveClaim(folder: string): Claim | null {
  try {
    const claim = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Claim;
    return isAlive(claim.pid) && processMark(claim.pid) === claim.mark ? claim : null;
  } catch {
    return null;
  }
}

/**
 * Takes the folder unless a live process has it. A folder changes hands only under a guard, because two
 * processes that both find a dead one's claim would otherwise end each other's server.
 * @returns false when it is taken, or being taken: look again
 */
export function claimFolder(folder: string): boolean {
  const guard = join(folder, GUARD);
  try {
    mkdirSync(guard);
  } catch {
    dropStaleGuard(guard);
    return false;
  }
  try {
    if (liveClaim(folder)) return false;
    writeClaim(folder, 0);
    return true;
  } finally {
    rmdirSync(guard);
  }
}

/** Tells the others where the server listens. */
export function announce(folder: string, port: number): void {
  writeClaim(folder, port);
}

/** Gives the folder back; does nothing when it is not ours. */
export function releaseFolder(folder: string): void {
  if (liveClaim(folder)?.pid === process.pid) rmSync(join(folder, FILE), { force: true });
}

function writeClaim(folder: string, port: number): void {
  const claim: Claim = { pid: process.pid, mark: processMark(process.pid), port };
  const unfinished = join(folder, `${FILE}.${process.pid}`);
  writeFileSync(unfinished, JSON.stringify(claim), { mode: 0o600 });
  renameSync(unfinished, join(folder, FILE));
}

function dropStaleGuard(guard: string): void {
  try {
    if (Date.now() - statSync(guard).mtimeMs > GUARD_STALE_MS) rmdirSync(guard);
  } catch {
    // Its holder was done in the meantime.
  }
}
