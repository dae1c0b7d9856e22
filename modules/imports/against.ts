import { columnLetters } from '../../platform/documents/documents.ts';
import type { StoredMapping } from './decisions.rules.ts';
import { severities, type Message, type Problem, type ProblemCode } from './imports.schema.ts';

type Writer = (row: number, heading: string) => Message;

/** What only the county's own files can show of a row; the codes are those of the file. */
const texts = {
  idKnown: (row, heading) => ({
    zh: `第 ${row} 行“${heading}”：这个身份证号已经登记在别的家庭，请向县里核对。`,
    en: `Row ${row}, "${heading}": this ID number is registered with another household; please ask the county office.`,
  }),
  householdTwice: (row, heading) => ({
    zh: `第 ${row} 行“${heading}”：与本表另一行对上了同一户档案，只导入先出现的一行；如是两户，请补身份证号或不同的电话。`,
    en: `Row ${row}, "${heading}": another row of this file belongs to the same household; only the first is imported. If they are two, please add ID numbers or different phones.`,
  }),
  elsewhere: (row, heading) => ({
    zh: `第 ${row} 行“${heading}”：这一户的登记不在您负责的范围，或刚被别人改过，这一行没有导入，请核对后再导一次。`,
    en: `Row ${row}, "${heading}": this household is outside your territory, or somebody has just changed it; the row was not imported. Please check it and import it again.`,
  }),
} as const satisfies Record<string, Writer>;

/** A problem found in the county's own files, in the words of the person's file. */
export function foundInFiles(code: ProblemCode, row: number, mapping: StoredMapping, why: keyof typeof texts, value: string): Problem {
  const { fields, headings } = mapping;
  const column = (code === 'id.conflict' ? fields.idNumber : code === 'address.outside' ? fields.registeredAddress : fields.headName) ?? fields.headName ?? 1;
  const heading = headings[column] ?? '';
  return { row, column: `${columnName(column, mapping)} ${heading}`, code, value, message: texts[why](row, heading), severity: severities[code] };
}

/** How the program that opened the file names a column. */
export const columnName = (column: number, { columnNames }: Pick<StoredMapping, 'columnNames'>): string =>
  columnNames === 'numbers' ? `第${column}列` : columnLetters(column);
