import type { Context } from '../../platform/context.ts';
import { readPhone } from '../accounts/typed.rules.ts';
import { idNumberWrong, phoneWrong } from './households.text.ts';
import { type IdNumber, readIdNumber } from './idNumber.rules.ts';

type Keyed = Pick<Context, 'keys'>;

export const sealText = ({ keys }: Keyed, text: string | null): Buffer | null => (text === null ? null : keys.seal(text));
export const openText = ({ keys }: Keyed, sealed: Uint8Array | null): string | null => (sealed === null ? null : keys.open(sealed));
export const sealJson = ({ keys }: Keyed, value: unknown): Buffer => keys.seal(JSON.stringify(value));
export const openJson = <T>({ keys }: Keyed, sealed: Uint8Array | null): T | null => (sealed === null ? null : (JSON.parse(keys.open(sealed)) as T));

/** A phone as typed; null or an empty text: none. @throws Problem `phone.length` (422) */
export function checkedPhone(typed: string | null | undefined, field: string): string | null {
  if (!typed) return null;
  const phone = readPhone(typed);
  if (phone === null) throw phoneWrong(field);
  return phone;
}

/** An ID number as typed; null or an empty text: none. @throws Problem `id.length`, `id.birthDay`, `id.checksum` (422) */
export function checkedIdNumber(typed: string | null | undefined, field: string): IdNumber | null {
  if (!typed) return null;
  const read = readIdNumber(typed);
  if (typeof read === 'string') throw idNumberWrong(read, field);
  return read;
}

/** The two columns of a phone: sealed to be shown, indexed to be found. */
export function phoneColumns({ keys }: Keyed, phone: string | null) {
  return { phoneEnc: sealText({ keys }, phone), phoneIndex: phone === null ? null : keys.blindIndex('phone', phone) };
}

export function idNumberColumns({ keys }: Keyed, idNumber: string | null) {
  return { idNumberEnc: sealText({ keys }, idNumber), idNumberIndex: idNumber === null ? null : keys.blindIndex('idNumber', idNumber) };
}
