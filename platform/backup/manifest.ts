import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Keys } from '../crypto/keys.ts';
import { stable } from '../database/once.ts';
import { BackupProblem } from './backup.problem.ts';

export const MANIFEST = 'manifest.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const copied = z.strictObject({
  name: z.string(),
  file: z.string().regex(/^[a-z_0-9]+\.copy\.gz$/),
  columns: z.array(z.string()),
  rows: z.int().min(0),
  /** Of the file as it lies there, compressed. */
  bytes: z.int().min(0),
  sha256,
});
export type CopiedFile = z.output<typeof copied>;

const body = z.strictObject({
  format: z.literal(1),
  /** The version of the program that wrote it. */
  program: z.string(),
  at: z.iso.datetime(),
  /** The PostgreSQL it came from; the copies are text and go into any. */
  server: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256 })).min(1),
  /** Each after those it refers to. */
  tables: z.array(copied),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.int().nullable() })),
  /** The head of each county's sealed records. */
  seals: z.array(z.strictObject({ county: z.int(), seal: z.int(), hash: sha256 })),
  /** A known word sealed with the key of that day: a backup whose key is lost is half of one, and this says so before it matters. */
  canary: z.base64(),
});
export type ManifestBody = z.output<typeof body>;

// `mac` is keyed: who changes a table and mends its SHA-256 here would need the key as well.
const manifest = body.extend({ mac: sha256 });
export type Manifest = z.output<typeof manifest>;

const CANARY = 'lianxin';
const macOf = (keys: Keys, content: ManifestBody): string => keys.digest(`backup\n${stable(content)}`).toString('hex');

export const sealCanary = (keys: Keys): string => keys.seal(CANARY).toString('base64');

/** The manifest as it is written. */
export const signed = (keys: Keys, content: ManifestBody): Manifest => ({ ...content, mac: macOf(keys, content) });

/**
 * The manifest of a backup, proved with the key: the canary opens, and nothing in it was changed.
 * @throws BackupProblem `backup.none`, `backup.manifest`, `backup.otherKey`, `backup.changed`
 */
export async function readManifest(folder: string, keys: Keys): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new BackupProblem('backup.none', { folder, file: MANIFEST });
    throw error;
  });
  const parsed = manifest.safeParse(jsonOf(text));
  if (!parsed.success) throw new BackupProblem('backup.manifest', { file });
  const { mac, ...content } = parsed.data;
  if (!opens(keys, content.canary)) throw new BackupProblem('backup.otherKey');
  if (!timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(keys, content), 'hex'))) throw new BackupProblem('backup.changed', { file: MANIFEST });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function opens(keys: Keys, canary: string): boolean {
  try {
    return keys.open(Buffer.from(canary, 'base64')) === CANARY;
  } catch {
    return false;
  }
}
