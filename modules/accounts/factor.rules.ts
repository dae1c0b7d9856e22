import { Secret, TOTP } from 'otpauth';

// What every authenticator app takes without asking (RFC 6238 with the values of its appendix): six digits of SHA-1, a new code every half minute.
const CODES = { issuer: '连心', algorithm: 'SHA1', digits: 6, period: 30 } as const;

const codesOf = (secret: string, label: string): TOTP => new TOTP({ ...CODES, label, secret: Secret.fromBase32(secret) });

/** A secret of 160 bits, as RFC 4226 asks, in the letters an authenticator takes when it has no camera. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What the square picture says to the authenticator. */
export const enrolmentUri = (secret: string, username: string): string => codesOf(secret, username).toString();

/** The one way a code of digits may be typed: the app shows it in two groups. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '');

/**
 * The half minute a code belongs to; null: it is no code of now. One before and one after are taken too, because the clocks of phones differ and
 * people type slowly (RFC 6238, 5.2).
 */
export function stepOf(secret: string, typed: string, now: number): number | null {
  const token = plainCode(typed);
  if (!/^\d{6}$/.test(token)) return null;
  const delta = codesOf(secret, '').validate({ token, timestamp: now, window: 1 });
  return delta === null ? null : TOTP.counter({ period: CODES.period, timestamp: now }) + delta;
}

// Read from paper and typed by hand: no l 1 i o 0. Ten of 31 letters are 49 bits, and five wrong ones lock the account.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 10;
export const RECOVERY_CODES = 8;

/** Codes for the day the phone is lost, as `k7mzt-4rhwx`. @param draw an even choice of `0 .. below - 1`, from a source nobody can predict */
export function recoveryCodes(draw: (below: number) => number): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[draw(LETTERS.length)]!).join('');
    return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
  });
}

/** What a recovery code is kept under: bound to its account, so that equal codes of two people are not equal in the table. */
export const recoveryText = (accountId: string, typed: string): string => `recovery ${accountId} ${plainCode(typed).toLowerCase()}`;
