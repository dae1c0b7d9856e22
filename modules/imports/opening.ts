import { uuidv7 } from 'uuidv7';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChanges } from '../../platform/records/records.ts';
import { insertAssignments } from '../contacts/contacts.queries.ts';
import { idNumberColumns, phoneColumns, sealJson, sealText } from '../households/households.sealed.ts';
import { readIdNumber } from '../households/idNumber.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { warningsOf } from './comparing.rules.ts';
import type { Problem, RowDraft } from './imports.schema.ts';
import { claimIdentities } from './known.queries.ts';

/** A household that the county's files do not have yet. */
export interface NewHousehold {
  readonly rowNumber: number;
  readonly draft: RowDraft;
  readonly problems: readonly Problem[];
  readonly divisionId: number;
  readonly contacts: readonly { readonly role: string; readonly workerId: string }[];
}

export interface OpenedHousehold extends NewHousehold {
  readonly householdId: string;
  readonly memberId: string;
  readonly assignments: readonly string[];
}

/**
 * Opens many files in few statements, each with what `addHousehold` writes for one. Service begins today, and nothing that happened before
 * is invented: no change of contact, no beginning that a first meeting would be owed for (duties.md, Facts).
 * @returns those opened, and the rows whose ID number somebody else holds
 */
export async function openHouseholds(ctx: CareContext, importId: string, fresh: readonly NewHousehold[]): Promise<{ opened: OpenedHousehold[]; refused: number[] }> {
  const all = fresh.map((one) => ({ ...one, householdId: uuidv7(), memberId: uuidv7(), assignments: one.contacts.map(() => uuidv7()) }));
  const claims = all.flatMap(({ memberId, draft }) => (draft.idNumber === undefined ? [] : [{ member: memberId, index: ctx.keys.blindIndex('idNumber', draft.idNumber) }]));
  const taken = await claimIdentities(ctx.tx, ctx.actor.countyId, claims);
  const opened = all.filter((one) => !taken.has(one.memberId));
  if (opened.length > 0) await insertAll(ctx, importId, opened);
  return { opened, refused: all.filter((one) => taken.has(one.memberId)).map((one) => one.rowNumber) };
}

async function insertAll(ctx: CareContext, importId: string, opened: readonly OpenedHousehold[]): Promise<void> {
  const { tx, actor: { countyId }, today } = ctx;
  const at = (one: OpenedHousehold) => ({ countyId, householdId: one.householdId, divisionId: one.divisionId });
  await tx.insertInto('household').values(opened.map((one) => ({ ...at(one), ...householdColumns(ctx, one), updatedOn: today, importId }))).execute();
  await tx.insertInto('member').values(opened.map((one) => ({ ...at(one), memberId: one.memberId, ...headColumns(ctx, one.draft) }))).execute();
  await tx.insertInto('serviceSpell').values(opened.map((one) => ({ ...at(one), spellId: uuidv7(), fromDay: today, toDay: null }))).execute();
  const children = opened.filter((one) => one.draft.childDates.length > 0);
  if (children.length > 0) {
    await tx.insertInto('child').values(children.map((one) => ({ ...at(one), childId: uuidv7(), detailsEnc: sealJson(ctx, { events: eventsOf(one.draft.childDates) }) }))).execute();
  }
  const away = opened.filter((one) => one.draft.away);
  if (away.length > 0) {
    await tx.insertInto('residenceSpell').values(away.map((one) => ({ ...at(one), spellId: uuidv7(), kind: 'away', place: one.draft.away?.where ?? '', fromDay: today, toDay: null }))).execute();
  }
  await insertAssignments(tx, countyId, opened.flatMap((one) => one.contacts.map(({ role, workerId }, index) => ({
    assignmentId: one.assignments[index]!, householdId: one.householdId, divisionId: one.divisionId, role, workerId, fromDay: today, toDay: null,
    handedOverFrom: null, handoverId: null, noteEnc: null,
  }))));
  await recordChanges(ctx, opened.map(({ householdId, divisionId, draft, contacts }) => ({
    subject: 'household', subjectId: householdId, householdId, divisionId, action: 'import', before: null, after: { importId, ...draft, contacts },
  })));
}

/** A day as far as it is known: the day itself, or what is known about it. What happened stays unknown: a ledger has one column for both. */
export const eventsOf = (dates: readonly string[]) => dates.map((date) => ({ kind: 'unknown', ...(date.length === 10 ? { day: date } : { about: date }) }));

function householdColumns(ctx: CareContext, { draft, problems }: OpenedHousehold) {
  return {
    headName: draft.headName, ...readName(draft.headName), groupName: draft.group ?? '', registeredAddress: draft.registeredAddress?.text ?? '',
    livingAddress: draft.livingAddress?.text ?? '', ...phoneColumns(ctx, draft.phone ?? null), category: 'unknown',
    // A remark has no field of its own in a file; how they live is where an officer looks for it.
    situationEnc: sealText(ctx, draft.remark === undefined ? null : JSON.stringify({ living: draft.remark, difficulties: '', requests: '' })),
    marks: warningsOf(problems),
  };
}

function headColumns(ctx: CareContext, { headName, idNumber, otherPhones }: RowDraft) {
  const read = idNumber === undefined ? undefined : readIdNumber(idNumber);
  const person = typeof read === 'object' ? { birthDay: read.birthDay, sex: read.sex } : { birthDay: null, sex: '0' };
  return { name: headName, ...readName(headName), relation: 'head', ...person, ...idNumberColumns(ctx, idNumber ?? null), ...phoneColumns(ctx, otherPhones[0] ?? null) };
}
