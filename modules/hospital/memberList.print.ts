import { groupedNumber, readCode } from '../../platform/codes/codes.rules.ts';
import type { Context } from '../../platform/context.ts';
import { phoneWords } from '../certificates/papers.faces.rules.ts';
import { authoriseList } from './memberList.access.ts';
import { printRows, type PrintedRow } from './memberList.queries.ts';
import type { MemberListView } from './memberList.schema.ts';
import { memberListProblem } from './memberList.text.ts';
import { getMemberList } from './memberList.view.ts';

/** What a hospital needs to know somebody by who comes with a certificate, and whom to call for them; nothing else of the file (D9, E6). */
export interface ListedPerson {
  readonly name: string;
  readonly lastFour: string;
  /** The beginning of each number: enough to compare with the card, too little to make one. Which kind it is would tell what a family has been through. */
  readonly certificates: readonly string[];
  /** Name and phone of the family doctor; empty without a contract. */
  readonly doctor: string;
}

export interface PrintedList {
  readonly list: MemberListView;
  readonly copy: number;
  readonly printedBy: string;
  readonly at: Date;
  readonly people: readonly ListedPerson[];
}

/**
 * Takes one copy of an approved list: it is counted, and the look at every household on it recorded, before there is any paper.
 * @throws Problem `memberList.notApproved`, `memberList.nobody` (409), `not-found`, `not-allowed`
 */
export async function printMemberList(ctx: Context, listId: string, printId: string): Promise<PrintedList> {
  authoriseList(ctx);
  const asked = await getMemberList(ctx, listId);
  if (!asked.may.print) throw memberListProblem('memberList.notApproved');
  const rows = await printRows(ctx.tx, asked.countyId, listId, printId, ctx.today);
  const list = await getMemberList(ctx, listId);
  const printed = list.copies.find(({ copy }) => copy === rows[0]?.copy);
  if (!printed) throw memberListProblem(list.may.print ? 'memberList.nobody' : 'memberList.notApproved');
  return { list, copy: printed.copy, printedBy: printed.by, at: printed.at as Date, people: peopleOf(ctx, rows) };
}

/** By name as Chinese registers are read, each person once however many certificates they hold. */
function peopleOf(ctx: Context, rows: readonly PrintedRow[]): ListedPerson[] {
  const people = new Map<string, ListedPerson & { readonly certificates: string[] }>();
  for (const row of rows) {
    const person = people.get(row.memberId) ?? { ...knownBy(ctx, row), certificates: [] };
    person.certificates.push(numberWords(ctx, row));
    people.set(row.memberId, person);
  }
  const { compare } = new Intl.Collator('zh-u-co-pinyin');
  return [...people.values()].sort((a, b) => compare(a.name, b.name));
}

function knownBy({ keys }: Context, { name, idNumberEnc, doctorName, doctorPhoneEnc }: PrintedRow): Omit<ListedPerson, 'certificates'> {
  const phone = doctorPhoneEnc === null ? null : keys.open(doctorPhoneEnc);
  return { name, lastFour: idNumberEnc === null ? '' : keys.open(idNumberEnc).slice(-4), doctor: doctorName === null ? '' : [doctorName, phoneWords(phone)].filter(Boolean).join(' ') };
}

function numberWords({ keys }: Context, { codeEnc, externalEnc }: PrintedRow): string {
  if (codeEnc !== null) return groupedNumber(beginning(numberIn(keys.open(codeEnc))));
  return externalEnc === null ? '' : beginning(keys.open(externalEnc));
}

const SHOWN_SIGNS = 8;
const beginning = (number: string): string => number.slice(0, SHOWN_SIGNS);

function numberIn(code: string): string {
  const read = readCode(code);
  return read.kind === 'unreadable' ? '' : read.number;
}
