import type { SheetToWrite } from '../../platform/documents/writeTable.ts';
import { hospitalsText } from './hospitals.words.text.ts';
import type { HospitalView } from './places.schema.ts';

export const HOSPITAL_SHEET = { title: '定点医院及窗口联系人一览表', number: '序号' } as const;

/** The attachment: each designated hospital with its contacts, those in charge first (D1). */
export function hospitalSheet(hospitals: readonly HospitalView[]): SheetToWrite {
  const titles = [HOSPITAL_SHEET.number, hospitalsText.name.zh, hospitalsText.level.zh, hospitalsText.contactName.zh, hospitalsText.phone.zh, hospitalsText.place.zh];
  const none = { name: '', phone: null, place: '' };
  const lines = hospitals.flatMap((hospital, index) => (hospital.contacts.length === 0 ? [none] : hospital.contacts).map((contact) =>
    [String(index + 1), hospital.name, hospitalsText[hospital.level].zh, contact.name, contact.phone, contact.place]));
  return {
    name: HOSPITAL_SHEET.title, frozenRows: 2, widths: [6, 28, 14, 14, 18, 24], merges: [{ top: 1, left: 1, bottom: 1, right: titles.length }],
    rows: [[{ value: HOSPITAL_SHEET.title, look: 'title' as const }], titles.map((value) => ({ value, look: 'heading' as const })), ...lines],
  };
}
