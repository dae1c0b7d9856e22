import { toNumber, type Clause, type Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import type { SheetToWrite, WriteCell } from '../../platform/documents/writeTable.ts';
import type { Text } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { benefitsOn } from '../policies/care.rules.ts';
import type { CareKind } from '../policies/care.schema.ts';
import { policyBook } from '../policies/policies.context.ts';
import { authoriseFile, isDesk } from './hospital.access.ts';
import { listHospitalEncounters } from './hospital.queries.ts';
import type { WaiverRefusal } from './hospital.schema.ts';
import { hospitalProblem } from './hospital.text.ts';
import { listHospitalWaivers, listOfficeEncounters, listOfficeWaivers, listOpenLooks } from './registers.queries.ts';
import type { OpenLook, RegisterKind, RegisterLine, RegisterQuery } from './registers.schema.ts';
import { registersText as words } from './registers.words.text.ts';
import { ownHospital } from './urgent.service.ts';

// A county of a hundred thousand holders has some thousands of visits a month; a file of so many lines still opens in an office program.
const LINES = 20_000;
const YEARS = 3;

const EMPTY = { urgent: null, department: null, companion: null, admittedOn: null, dischargedOn: null, benefit: null, granted: null, refusal: null, amount: null, clause: null } as const;

/**
 * A register of some days (D8): for a hospital its own with masked names, for the office those of its territory.
 * @throws Problem `register.days` (422), `not-allowed` (403)
 */
export async function register(ctx: Context, kind: RegisterKind, span: RegisterQuery): Promise<{ items: RegisterLine[]; next: null }> {
  if (span.from > span.to || toNumber(span.to) - toNumber(span.from) > YEARS * 366) throw hospitalProblem('register.days');
  if (isDesk(ctx)) return { items: await ownLines(ctx, kind, span), next: null };
  authoriseFile(ctx, 'hospital.write');
  const items = await officeLines(ctx, kind, span);
  await recordLook(ctx, { subject: `registers.${kind}`, householdIds: [...new Set(items.map(({ household }) => household!))] });
  return { items, next: null };
}

async function ownLines(ctx: Context, kind: RegisterKind, span: RegisterQuery): Promise<RegisterLine[]> {
  const { name: hospital } = await ownHospital(ctx);
  if (kind === 'waivers') {
    return (await listHospitalWaivers(ctx.tx, span, LINES)).map((row) => ({ ...EMPTY, ...waived(ctx, row), id: row.waiverId, encounter: row.encounterId, day: row.day, name: row.shownName, place: null, hospital, household: null }));
  }
  const rows = await listHospitalEncounters(ctx.tx, { kind: kind === 'inpatients' ? 'inpatient' : null, ...span, before: null, limit: LINES });
  return rows.filter((row) => row.voidedAt === null && (kind === 'inpatients') === (row.kind === 'inpatient')).map((row) => ({
    ...EMPTY, id: row.encounterId, encounter: row.encounterId, day: row.day, name: row.shownName, place: null, hospital, household: null, kind: row.kind as CareKind, urgent: row.urgent,
    department: row.department, companion: row.companion, admittedOn: row.admittedOn, dischargedOn: row.dischargedOn,
  }));
}

async function officeLines(ctx: Context, kind: RegisterKind, span: RegisterQuery): Promise<RegisterLine[]> {
  const { tx, actor: { countyId } } = ctx;
  if (kind === 'waivers') {
    return (await listOfficeWaivers(tx, countyId, span, LINES)).map((row) =>
      ({ ...EMPTY, ...waived(ctx, row), id: row.waiverId, encounter: row.encounterId, day: row.day, name: row.name, place: row.place, hospital: row.hospital, household: row.householdId }));
  }
  return (await listOfficeEncounters(tx, countyId, kind === 'inpatients', span, LINES)).map(({ encounterId, householdId, kind: care, ...row }) =>
    ({ ...EMPTY, ...row, id: encounterId, encounter: encounterId, household: householdId, kind: care as CareKind }));
}

interface Waived {
  readonly kind: string;
  readonly benefitId: string;
  readonly packId: string;
  readonly day: string;
  readonly clause: unknown;
  readonly granted: boolean;
  readonly refusal: string | null;
  readonly amount: string | number | null;
}

function waived(ctx: Context, row: Waived) {
  const benefit = benefitsOn(policyBook(ctx), row.packId, toNumber(row.day as Day)).find(({ id }) => id === row.benefitId);
  return {
    kind: row.kind as CareKind, benefit: benefit?.title ?? { zh: row.benefitId, en: row.benefitId }, granted: row.granted, refusal: row.refusal as WaiverRefusal | null,
    amount: row.amount === null ? null : Number(row.amount), clause: row.clause as Clause,
  };
}

const zh = (text: Text): string => text.zh;
type Column = readonly [title: Text, cell: (line: RegisterLine) => WriteCell];

const COMMON: readonly Column[] = [[words.day, ({ day }) => day], [words.name, ({ name }) => name], [words.place, ({ place }) => place], [words.hospital, ({ hospital }) => hospital], [words.kind, ({ kind }) => zh(words[kind])]];
const COLUMNS: Readonly<Record<RegisterKind, readonly Column[]>> = {
  outpatients: [...COMMON, [words.department, ({ department }) => department], [words.urgent, ({ urgent }) => (urgent ? zh(words.yes) : '')], [words.companion, ({ companion }) => companion]],
  inpatients: [...COMMON, [words.department, ({ department }) => department], [words.admittedOn, ({ admittedOn }) => admittedOn], [words.dischargedOn, ({ dischargedOn }) => dischargedOn]],
  waivers: [
    ...COMMON, [words.benefit, ({ benefit }) => (benefit ? zh(benefit) : '')], [words.granted, ({ granted, refusal }) => zh(granted ? words.yes : words[refusal ?? 'notHere'])],
    [words.amount, ({ amount }) => amount], [words.basis, ({ clause }) => (clause ? `${clause.document} ${clause.article}` : '')],
  ],
};

/** The same register as a sheet, with its days in the title; `own` is a hospital's, which knows nobody's village. */
export function registerSheet({ kind, span, own }: { kind: RegisterKind; span: RegisterQuery; own: boolean }, lines: readonly RegisterLine[]): SheetToWrite {
  const columns = COLUMNS[kind].filter(([heading]) => !own || heading !== words.place);
  const title = `${zh(words[kind])}（${span.from} 至 ${span.to}）`;
  return {
    name: zh(words[kind]), frozenRows: 2, widths: columns.map(() => 16), merges: [{ top: 1, left: 1, bottom: 1, right: columns.length }],
    rows: [[{ value: title, look: 'title' as const }], columns.map(([heading]) => ({ value: zh(heading), look: 'heading' as const })), ...lines.map((line) => columns.map(([, cell]) => cell(line)))],
  };
}

const LOOK_DAYS = 90;
const DAY_MS = 86_400_000;
const LOOKS = 200;

/** Who was looked up at a desk without anything being registered within a day: the office asks the hospital why (D9). @throws Problem `not-allowed` */
export async function openLooks(ctx: Context): Promise<{ items: OpenLook[]; next: null }> {
  authoriseFile(ctx, 'hospital.write');
  const now = ctx.now.getTime();
  const rows = await listOpenLooks(ctx.tx, ctx.actor.countyId, new Date(now - LOOK_DAYS * DAY_MS), new Date(now - DAY_MS), LOOKS);
  await recordLook(ctx, { subject: 'desk.looks', householdIds: [...new Set(rows.map(({ householdId }) => householdId))] });
  return {
    items: rows.map((row) => ({
      id: row.lookId, at: row.at, hospital: row.hospital, account: row.accountName, foundBy: row.foundBy as OpenLook['foundBy'],
      household: { id: row.householdId, name: row.headName }, member: { id: row.memberId, name: row.member }, division: { code: row.code, name: row.place },
    })),
    next: null,
  };
}
