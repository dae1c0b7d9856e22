import { readLetters, readPhone } from '../accounts/typed.rules.ts';
import { readIdNumber } from './idNumber.rules.ts';

/** What somebody typed into the search box. Numbers are found whole or not at all: a part of one could be guessed. */
export type Search =
  | { readonly kind: 'idNumber'; readonly idNumber: string }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'letters'; readonly letters: string }
  | { readonly kind: 'words'; readonly words: string };

/** @returns null when nothing was typed */
export function readSearch(text: string): Search | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const idNumber = readIdNumber(plain);
  if (typeof idNumber === 'object') return { kind: 'idNumber', idNumber: idNumber.idNumber };
  const phone = readPhone(plain);
  if (phone !== null) return { kind: 'phone', phone };
  const letters = readLetters(plain);
  if (letters !== null) return { kind: 'letters', letters };
  return { kind: 'words', words: plain.replace(/\s+/g, '') };
}
