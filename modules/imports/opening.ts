import { setImmediate as breathe } from 'node:timers/promises';
import { toNumber, type Day } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { insertAll } from '../../platform/database/insert-all.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChanges } from '../../platform/records/records.ts';
import { listWorkersById } from '../contacts/contacts.queries.ts';
import { idNumberColumns, phoneColumns, sealJson, sealText } from '../households/households.sealed.ts';
import { readIdNumber } from '../households/idNumber.rules.ts';
import type { CareContext, NewHouseholdFacts } from '../policies/policies.context.ts';
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
  if (opened.length > 0) await writeAll(ctx, importId, opened);
  return { opened, refused: all.filter((one) => taken.has(one.memberId)).map((one) => one.rowNumber) };
}

async function writeAll(ctx: CareContext, importId: string, opened: readonly OpenedHousehold[]): Promise<void> {
  const { tx, actor: { countyId }, today } = ctx;
  const at = (one: OpenedHousehold) => ({ countyId, householdId: one.householdId, divisionId: one.divisionId });
  const since = { fromDay: today, toDay: null };
  const dated = opened.filter((one) => one.draft.childDates.length > 0);
  const away = opened.filter((one) => one.draft.away);
  await inTurn([
    () => insertAll(tx, 'household', opened.map((one) => ({ ...at(one), ...householdColumns(ctx, one), updatedOn: today, importId }))),
    () => insertAll(tx, 'member', opened.map((one) => ({ ...at(one), memberId: one.memberId, ...headColumns(ctx, one.draft) }))),
    () => insertAll(tx, 'serviceSpell', opened.map((one) => ({ ...at(one), spellId: uuidv7(), ...since }))),
    () => insertAll(tx, 'child', dated.map((one) => ({ ...at(one), childId: uuidv7(), detailsEnc: sealJson(ctx, { events: eventsOf(one.draft.childDates) }) }))),
    () => insertAll(tx, 'residenceSpell', away.map((one) => ({ ...at(one), spellId: uuidv7(), kind: 'away', place: one.draft.away?.where ?? '', ...since }))),
    () => insertAll(tx, 'assignment', opened.flatMap((one) => one.contacts.map(({ role, workerId }, index) => ({ ...at(one), assignmentId: one.assignments[index]!, role, workerId, ...since })))),
    () => recordChanges(ctx, opened.map(({ householdId, divisionId, draft, contacts }) => ({
      subject: 'household', subjectId: householdId, householdId, divisionId, action: 'import', before: null, after: { importId, ...draft, contacts },
    }))),
    () => layDuties(ctx, opened),
  ]);
}

/**
 * Begins each step when the one before has been handed to the connection, which sends one after the other: so the database stores one table
 * while the rows of the next are sealed here, which takes about as long. Waits for all of them, so that nothing still runs when one has failed.
 */
async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const begun: Promise<void>[] = [];
  for (const step of steps) {
    begun.push((async () => step())());
    await breathe();
  }
  await Promise.allSettled(begun);
  await Promise.all(begun);
}

async function layDuties(ctx: CareContext, opened: readonly OpenedHousehold[]): Promise<void> {
  const workers = await listWorkersById(ctx.tx, ctx.actor.countyId, opened.flatMap((one) => one.contacts.map(({ workerId }) => workerId)));
  const leaders = new Set(workers.filter(({ leader }) => leader).map(({ workerId }) => workerId));
  await ctx.duties.lay(ctx, opened.map((one) => ({ divisionId: one.divisionId, updatedOn: ctx.today, facts: factsOf(one, ctx.today, leaders) })));
}

/** What the engine may know of a file that has just been opened: `app.household_facts` would tell the same. */
function factsOf({ householdId, memberId, draft, contacts, assignments }: OpenedHousehold, today: string, leaders: ReadonlySet<string>): NewHouseholdFacts['facts'] {
  const since = { from: toNumber(today as Day), to: null };
  const { birthDay } = personOf(draft);
  return {
    id: householdId, served: [since], residence: draft.away ? [{ kind: 'away', ...since }] : [], flags: [],
    members: [{ id: memberId, birthDay: birthDay === null ? null : toNumber(birthDay as Day), deathDay: null, flags: [] }],
    assignments: contacts.map(({ role, workerId }, index) => ({ id: assignments[index]!, role, workerId, leader: leaders.has(workerId), ...since })),
    visits: [], events: [], accommodations: [], excuses: [],
  };
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

/** What a number says of its person. */
function personOf({ idNumber }: RowDraft): { birthDay: string | null; sex: string } {
  const read = idNumber === undefined ? undefined : readIdNumber(idNumber);
  return typeof read === 'object' ? { birthDay: read.birthDay, sex: read.sex } : { birthDay: null, sex: '0' };
}

function headColumns(ctx: CareContext, draft: RowDraft) {
  const { headName, idNumber, otherPhones } = draft;
  return { name: headName, ...readName(headName), relation: 'head', ...personOf(draft), ...idNumberColumns(ctx, idNumber ?? null), ...phoneColumns(ctx, otherPhones[0] ?? null) };
}
