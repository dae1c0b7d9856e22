import { compact, saysNothing } from './cells.rules.ts';

/** `digitsLost` means that the spreadsheet kept the number with 15 digits of precision and the last ones are gone. */
export type IdReading = { idNumber?: string; wrong?: true; digitsLost?: true };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** The check character of the first 17 digits, GB 11643-1999 (ISO 7064, MOD 11-2). */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return checks[sum % 11]!;
}

/** Reads an ID number cell. Numbers of 15 digits (issued before 1999) become the 18 that the same person has today. */
export function readIdNumber(cell: { text: string; number?: number }): IdReading {
  if (saysNothing(cell.text)) return {};
  const text = compact(cell.text).replace(/^'/, '').toUpperCase();
  if (cell.number !== undefined && text.length > 15) return { wrong: true, digitsLost: true };
  const full = /^\d{15}$/.test(text) ? lengthen(text) : text;
  return isValid(full) ? { idNumber: full } : { wrong: true };
}

function lengthen(old: string): string {
  const first17 = `${old.slice(0, 6)}19${old.slice(6)}`;
  return first17 + checkCharacter(first17);
}

function isValid(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const [y, m, d] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  const born = new Date(Date.UTC(y, m - 1, d));
  const real = born.getUTCMonth() === m - 1 && born.getUTCDate() === d && y >= 1850 && y < 2100;
  return real && checkCharacter(text) === text[17];
}
