import { isDay } from '@lianxin/engine';

export type IdNumberFault = 'id.length' | 'id.birthDay' | 'id.checksum';

export interface IdNumber {
  /** 18 places, the last a digit or X. */
  readonly idNumber: string;
  readonly birthDay: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: '1' | '2';
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The check character of the first 17 digits, GB 11643-1999 (ISO 7064, MOD 11-2). */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHECKS[sum % 11]!;
}

/**
 * Reads a citizen's number. One of 15 digits (given out before 1999, all for people born in the 1900s) becomes the 18 that the same person
 * has today, so that one person is one key.
 */
export function readIdNumber(text: string): IdNumber | IdNumberFault {
  const plain = text.normalize('NFKC').replace(/[\s'-]/g, '').toUpperCase();
  const full = /^\d{15}$/.test(plain) ? lengthen(plain) : plain;
  if (!/^[1-9]\d{16}[\dX]$/.test(full)) return 'id.length';
  const birthDay = `${full.slice(6, 10)}-${full.slice(10, 12)}-${full.slice(12, 14)}`;
  if (!isDay(birthDay) || birthDay < '1850-01-01') return 'id.birthDay';
  if (checkCharacter(full) !== full[17]) return 'id.checksum';
  return { idNumber: full, birthDay, sex: Number(full[16]) % 2 === 1 ? '1' : '2' };
}

function lengthen(old: string): string {
  const first17 = `${old.slice(0, 6)}19${old.slice(6)}`;
  return first17 + checkCharacter(first17);
}
