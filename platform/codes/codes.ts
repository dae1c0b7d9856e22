import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';

import type { Keys } from '../crypto/keys.ts';
import { fullCode, numberOf, readCode, signedBytes, TOKEN_BYTES } from './codes.rules.ts';

export interface NewCode {
  /** For the QR image. */
  readonly text: string;
  /** For typing, 20 characters; `groupedNumber` prints it. */
  readonly number: string;
  /** What the registry keeps instead of either: it finds a paper that is shown and cannot make one. */
  readonly index: Buffer;
}

/**
 * A new code, signed for one issuer.
 * @param issuer who issues (a county's code): each has a key of its own, so that one's papers never pass for another's
 */
export function makeCode(keys: Keys, issuer: string): NewCode {
  const token = randomBytes(TOKEN_BYTES);
  const number = numberOf(token);
  return { text: fullCode(token, keys.signer(`code/${issuer}`).sign(signedBytes(token))), number, index: codeIndex(keys, number) };
}

/** What to look for in the registry; the number of a full code and a typed one are the same. */
export const codeIndex = (keys: Keys, number: string): Buffer => keys.blindIndex('code', number);

/** The 32 bytes with which anybody can check an issuer's codes offline, and make none. */
export const codePublicKey = (keys: Keys, issuer: string): Buffer => keys.signer(`code/${issuer}`).publicKey;

/**
 * Was this full code signed by that key? False for another issuer's, a changed, a typed and an unreadable one. Needs no registry, and says
 * nothing of whether the paper is still in force.
 */
export function verifyCode(publicKey: Uint8Array, text: string): boolean {
  const read = readCode(text);
  return read.kind === 'full' && verify(null, signedBytes(read.token), keyObject(publicKey), read.signature);
}

function keyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
}
