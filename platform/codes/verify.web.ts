import { ed25519 } from '@noble/curves/ed25519.js';

import { readCode, signedBytes } from './codes.rules.ts';

/**
 * The same check as the server's, without asking it. In plain JavaScript: browsers before 2025 have no Ed25519 of their own, and on an
 * intranet without https none has.
 * @param publicKey the issuer's 32 bytes
 */
export function verifyCode(publicKey: Uint8Array, text: string): boolean {
  const read = readCode(text);
  return read.kind === 'full' && ed25519.verify(read.signature, signedBytes(read.token), publicKey, { zip215: false });
}
