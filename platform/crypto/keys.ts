import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Sealed columns and blind indexes. One secret per version in the key file; every use gets a key of its own by HKDF, so an index key
 * never decrypts anything. Version 1 is the only one until a rotation adds another; the first byte of a sealed value names it.
 */
export interface Keys {
  seal(text: string): Buffer;
  open(sealed: Uint8Array): string;
  /** Equal values give equal bytes under the same field, and only there. Whole values, never a part: parts can be guessed. */
  blindIndex(field: IndexedField, value: string): Buffer;
  /** A keyed digest for telling two bodies apart without keeping them. */
  digest(body: string): Buffer;
  /** Ed25519 with a key of its own for each use; what one signs, another's public key refuses. */
  signer(use: string): Signer;
}

export interface Signer {
  /** 64 bytes. */
  sign(bytes: Uint8Array): Buffer;
  /** 32 bytes; not secret. */
  readonly publicKey: Buffer;
}

export type IndexedField = 'idNumber' | 'phone' | 'code';

export class KeyFileError extends Error {
  readonly code: 'key.missing' | 'key.open' | 'key.broken' | 'key.wrong';
  constructor(code: KeyFileError['code'], message: string) {
    super(message);
    this.name = 'KeyFileError';
    this.code = code;
  }
}

const VERSION = 1;
const FIRST_BYTE = Buffer.of(VERSION);
const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 256;
const TAG_BYTES = 16;

function derive(secret: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `lianxin/${VERSION}/${use}`, 32));
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. Node takes a private key from no shorter form without its public half. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function signerFrom(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { sign: (bytes) => sign(null, bytes, key), publicKey: Buffer.from(x, 'base64url') };
}

/** Random bytes by the kilobyte: asking the system for twelve costs as much as for all of these. Each goes out once. */
class Nonces {
  private drawn = Buffer.alloc(0);

  next(): Buffer {
    if (this.drawn.length === 0) this.drawn = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
    const nonce = this.drawn.subarray(0, NONCE_BYTES);
    this.drawn = this.drawn.subarray(NONCE_BYTES);
    return nonce;
  }
}

export function keysFrom(secret: Buffer): Keys {
  const dataKey = derive(secret, 'data');
  const digestKey = derive(secret, 'digest');
  const indexKeys: Record<IndexedField, Buffer> = {
    idNumber: derive(secret, 'index/idNumber'), phone: derive(secret, 'index/phone'), code: derive(secret, 'index/code'),
  };
  const signers = new Map<string, Signer>();
  const nonces = new Nonces();
  return {
    seal(text) {
      const nonce = nonces.next();
      const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
      return Buffer.concat([FIRST_BYTE, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes[0] !== VERSION) throw new KeyFileError('key.wrong', `sealed under key version ${bytes[0]}`);
      const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(1, 1 + NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      const body = bytes.subarray(1 + NONCE_BYTES, bytes.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    blindIndex: (field, value) => createHmac('sha256', indexKeys[field]).update(value).digest(),
    digest: (body) => createHmac('sha256', digestKey).update(body).digest(),
    signer(use) {
      const signer = signers.get(use) ?? signerFrom(derive(secret, `sign/${use}`));
      signers.set(use, signer);
      return signer;
    },
  };
}

/**
 * Reads the key file, or makes it on the very first start. It lies outside the database, readable by its owner alone; without it ID numbers,
 * phones and health notes cannot be read by anyone (the handbook says how to keep a copy).
 * @param mayCreate false once the database holds sealed values: a new key would make them unreadable for ever.
 */
export async function loadKeys(file: string, mayCreate: boolean): Promise<Keys> {
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) return keysFrom(await checked(file, found));
  if (!mayCreate) {
    throw new KeyFileError('key.missing', `key file ${file} is missing, but the database holds sealed values`);
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const secret = randomBytes(32);
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(`lianxin-key-1 ${secret.toString('base64')}\n`);
  await handle.sync();
  await handle.close();
  return keysFrom(secret);
}

async function checked(file: string, content: string): Promise<Buffer> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new KeyFileError('key.open', `key file ${file} must be readable by its owner alone (chmod 600)`);
  const match = /^lianxin-key-1 ([A-Za-z0-9+/=]{44})\n?$/.exec(content);
  if (!match?.[1]) throw new KeyFileError('key.broken', `key file ${file} is not a Lianxin key file`);
  return Buffer.from(match[1], 'base64');
}
