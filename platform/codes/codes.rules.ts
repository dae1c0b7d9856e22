import { base32crockford } from '@scure/base';

/**
 * The code on a printed paper. It holds a random token and a signature over it, and nothing else: whoever finds the paper learns nothing.
 *
 * - The **full code** `LX1.` + 128 characters stands in the QR image: 16 bytes of token and 64 of Ed25519 signature in Crockford's base32.
 *   Capitals and digits are drawn denser in a QR image than base64url (41 modules a side instead of 45), and survive a hand scanner
 *   whose computer has Caps Lock on or a Chinese input method open.
 * - The **number** is for typing: the token's first 18 characters (90 bits) and two check digits, in groups of four.
 *
 * Both lead to the same number, therefore one index finds a paper however it was read.
 */
export type CodeRead =
  | { readonly kind: 'full'; readonly number: string; readonly token: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'unreadable'; readonly reason: CodeFault };

/** `foreign`: no code of ours; `length`: characters are missing or too many; `check`: mistyped, one of the characters is another. */
export type CodeFault = 'foreign' | 'length' | 'check';

export const TOKEN_BYTES = 16;
export const SIGNATURE_BYTES = 64;

const PREFIX = 'LX1';
const FULL_LENGTH = ((TOKEN_BYTES + SIGNATURE_BYTES) * 8) / 5;
const BODY_LENGTH = 18;
const NUMBER_LENGTH = BODY_LENGTH + 2;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What the signature is made over: the format is named, so that a signature of another purpose never passes for one of these. */
export function signedBytes(token: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...new TextEncoder().encode(`${PREFIX}.`), ...token);
}

/** The text of the QR image. */
export function fullCode(token: Uint8Array, signature: Uint8Array): string {
  return `${PREFIX}.${base32crockford.encode(Uint8Array.of(...token, ...signature))}`;
}

/** The number of a token, 20 characters without groups. */
export function numberOf(token: Uint8Array): string {
  const body = base32crockford.encode(token).slice(0, BODY_LENGTH);
  return body + checkDigits(body);
}

/** As it is printed: `7K2M-9QXT-4WZB-H8RA-6335`. */
export function groupedNumber(number: string): string {
  return (number.match(/.{1,4}/g) ?? []).join('-');
}

/** The same in two lines, for below a small image: it is read off and typed group by group. */
export function stackedNumber(number: string): string {
  const grouped = groupedNumber(number);
  return `${grouped.slice(0, 14)}\n${grouped.slice(15)}`;
}

/**
 * ISO/IEC 7064 MOD 97-10 over the characters' values. 97 is prime and larger than 32, therefore one wrong character and two neighbours in
 * the wrong order are always found. Digits only: a letter could be one of those that reading takes for another.
 */
function checkDigits(body: string): string {
  const rest = [...body].reduce((sum, character) => (sum * 32 + ALPHABET.indexOf(character)) % 97, 0);
  return String(98 - ((rest * 100) % 97)).padStart(2, '0');
}

/**
 * Reads what a scanner sent or a clerk typed: small letters, O for 0, I and L for 1, full-width characters, spaces and dashes are all
 * understood. Says nothing of whether the paper is genuine (`verifyCode`) or in force (the registry).
 */
export function readCode(text: string): CodeRead {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s.。·\-‐-―_]/g, '');
  if (!/^[0-9A-TV-Z]+$/.test(plain)) return { kind: 'unreadable', reason: 'foreign' };
  // Only a full code begins with the prefix and is longer than a number; read as base32 the L of it would be a 1.
  if (/^[L1I]X[1IL]/.test(plain) && plain.length > NUMBER_LENGTH) return readFull(plain.slice(PREFIX.length));
  return plain.length > NUMBER_LENGTH + 4 ? { kind: 'unreadable', reason: 'foreign' } : readNumber(plain);
}

function readFull(body: string): CodeRead {
  if (body.length !== FULL_LENGTH) return { kind: 'unreadable', reason: 'length' };
  const bytes = base32crockford.decode(body);
  const token = bytes.slice(0, TOKEN_BYTES);
  return { kind: 'full', number: numberOf(token), token, signature: bytes.slice(TOKEN_BYTES) };
}

function readNumber(typed: string): CodeRead {
  if (typed.length !== NUMBER_LENGTH) return { kind: 'unreadable', reason: 'length' };
  const number = typed.replaceAll('O', '0').replace(/[IL]/g, '1');
  const body = number.slice(0, BODY_LENGTH);
  return checkDigits(body) === number.slice(BODY_LENGTH) ? { kind: 'number', number } : { kind: 'unreadable', reason: 'check' };
}
