import { writeFile } from 'node:fs/promises';
import { ledgerSheet } from '../../modules/imports/imports.documents.ts';
import type { RowDraft } from '../../modules/imports/imports.schema.ts';
import { writeTable } from '../../platform/documents/documents.ts';

const NUMERALS = '一二三四五六七八九';
const SURNAMES = '赵钱孙李周吴郑王冯陈';
const letters = (value: number, places: number): string =>
  Array.from({ length: places }, (_, place) => NUMERALS[Math.floor(value / 9 ** place) % 9]).join('');

function draft(index: number, village: string): RowDraft {
  const contact = (group: number, role: number) => ({ name: `${SURNAMES[role]}甲${letters(group, 2)}`, phone: `139${String(group * 7 + role * 10_000).padStart(8, '0')}` });
  return {
    headName: `${SURNAMES[index % 10]}${letters(index, 5)}`,
    registeredAddress: { text: `青石镇${village}${(index % 9) + 1}组` }, livingAddress: { text: `青石镇${village}${(index % 9) + 1}组${index}号` },
    phone: `138${String((index * 7919) % 100_000_000).padStart(8, '0')}`, otherPhones: [], childDates: [`20${String(10 + (index % 10))}-0${(index % 9) + 1}-1${index % 9}`],
    contacts: { villageCadre: contact(index % 80, 1), townshipContact: contact(index % 40, 2), villageDoctor: contact(index % 80, 3), familyDoctor: contact(index % 20, 4) },
  };
}

/** An invented pairing ledger of so many rows as offices hand it in: 13 columns, four contacts a row. */
function invented(rows: number, villages: readonly string[]): Promise<Buffer> {
  function* drafts() {
    for (let index = 0; index < rows; index++) yield draft(index, villages[index % villages.length]!);
  }
  return writeTable([ledgerSheet(drafts(), { county: '云岭县', township: '青石镇' })]);
}

const [file, rows, ...villages] = process.argv.slice(2) as [string, string, ...string[]];
await writeFile(file, await invented(Number(rows), villages));
