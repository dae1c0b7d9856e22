import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { KeyFileError, loadKeys } from '../crypto/keys.ts';

/** What keeps a wrapped key from being written or read. */
export class KeyExportError extends Error {
  readonly code: 'export.exists' | 'export.broken' | 'export.passphrase' | 'key.other';
  constructor(code: KeyExportError['code']) {
    super(code);
    this.name = 'KeyExportError';
    this.code = code;
  }
}

// 128 MiB and half a second for each guess (OWASP's first choice for scrypt): whoever finds the stick pays that for every word tried.
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const shape = z.strictObject({
  lianxinKey: z.literal(1),
  kdf: z.literal('scrypt'),
  // Read from the file, so that a later program may ask for more; bounded, so that a file from elsewhere cannot eat the memory.
  N: z.int().min(2 ** 14).max(2 ** 18).refine((n) => Number.isInteger(Math.log2(n))),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64(),
  nonce: z.base64(),
  sealed: z.base64(),
});
type Header = Omit<z.output<typeof shape>, 'sealed'>;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** Typed once on a Chinese and once on an English keyboard, a passphrase must still be the same bytes. */
const keyOf = (passphrase: string, { N, r, p, salt }: Header): Promise<Buffer> =>
  derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r });

/**
 * Writes the key file wrapped in a passphrase, and reads it back before it says so.
 * @throws KeyFileError when there is no sound key; KeyExportError `export.exists`
 */
export async function exportKey(keyFile: string, target: string, passphrase: string): Promise<void> {
  await loadKeys(keyFile, false);
  const content = await readFile(keyFile, 'utf8');
  const header: Header = { lianxinKey: 1, kdf: 'scrypt', ...COST, salt: randomBytes(SALT_BYTES).toString('base64'), nonce: randomBytes(NONCE_BYTES).toString('base64') };
  const sealed = await wrap(content, header, passphrase);
  await writeNew(target, `${JSON.stringify({ ...header, sealed })}\n`);
  if ((await unwrap(await readFile(target, 'utf8'), passphrase)) !== content) throw new KeyExportError('export.broken');
}

async function wrap(content: string, header: Header, passphrase: string): Promise<string> {
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, header), Buffer.from(header.nonce, 'base64'));
  cipher.setAAD(Buffer.from(JSON.stringify(header)));
  return Buffer.concat([cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

async function unwrap(text: string, passphrase: string): Promise<string> {
  const { sealed, ...header } = parsed(text);
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, header), Buffer.from(header.nonce, 'base64'));
    decipher.setAAD(Buffer.from(JSON.stringify(header)));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    // A wrong passphrase and a changed file cannot be told apart, and should not be.
    throw new KeyExportError('export.passphrase');
  }
}

function parsed(text: string): z.output<typeof shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new KeyExportError('export.broken');
  }
}

/**
 * Puts a wrapped key in its place. A key that lies there already is never replaced: what it sealed would be lost.
 * @returns whether the very same key was there before
 * @throws KeyExportError `export.broken`, `export.passphrase`, `key.other`
 */
export async function importKey(source: string, keyFile: string, passphrase: string): Promise<{ again: boolean }> {
  const content = await unwrap(await readFile(source, 'utf8'), passphrase);
  const folder = dirname(keyFile);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const made = `${keyFile}.${process.pid}.new`;
  try {
    await writeNew(made, content);
    await loadKeys(made, false).catch((error: unknown) => {
      throw error instanceof KeyFileError ? new KeyExportError('export.broken') : error;
    });
    // A link fails where something lies; a rename would replace it.
    await link(made, keyFile);
    return { again: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readFile(keyFile, 'utf8')) !== content) throw new KeyExportError('key.other');
    return { again: true };
  } finally {
    await rm(made, { force: true });
  }
}

async function writeNew(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new KeyExportError('export.exists') : error;
  });
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
