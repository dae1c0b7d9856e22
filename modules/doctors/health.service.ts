import { once, type Created } from '../../platform/database/once.ts';
import { notAllowed, notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { MEMBER_WORD } from './contracts.text.ts';
import { endEntryRow, findEntry, insertEntry, listEntries, listEntriesOf, seesHealth, writeSelfCare, type EntryRow } from './health.queries.ts';
import type { ConditionGroup, HealthEnd, HealthEntryView, HealthFile, HealthInput, HealthKind, SelfCare, SpecialFile } from './health.schema.ts';
import { ENTRY_WORD, healthProblem } from './health.text.ts';
import { listPatients, type Patient } from './services.queries.ts';

interface Content { readonly words: string; readonly group?: ConditionGroup; readonly level?: SelfCare; readonly special?: SpecialFile }

/**
 * A doctor of the contracted team writes an entry, dated and signed; it is never changed, only replaced or ended (C2).
 * @throws Problem the `health.*` codes, `not-found`, `not-allowed`, `id.taken`
 */
export async function writeEntry(ctx: CareContext, input: HealthInput): Promise<Created<HealthEntryView>> {
  if (input.day > ctx.today) throw healthProblem('health.future');
  const patient = await getPatient(ctx, input.memberId);
  const load = () => getEntryView(ctx, input.id);
  return once(ctx, { name: 'health.write', id: input.id, body: input }, async () => {
    await replace(ctx, patient, input);
    await insert(ctx, patient, input);
    if (input.kind === 'selfCare') await follow(ctx, patient.householdId, { memberId: input.memberId, spellId: input.id, level: input.level, day: input.day });
    return load();
  }, load);
}

async function getPatient(ctx: CareContext, memberId: string): Promise<Patient> {
  const [patient] = await listPatients(ctx.tx, ctx.actor.countyId, { memberId }, ctx.today);
  if (!patient) throw notFound(MEMBER_WORD);
  if (!mayAt(ctx.actor.posts, 'health.write', { path: patient.path, assigned: true })) throw notAllowed();
  if (!patient.inTeam) throw healthProblem('health.contract');
  return patient;
}

async function replace(ctx: CareContext, { memberId }: Patient, { kind, day, replaces }: HealthInput): Promise<void> {
  if (replaces === undefined) return;
  const old = await findEntry(ctx.tx, ctx.actor.countyId, replaces);
  const fits = old !== undefined && old.memberId === memberId && old.kind === kind && old.day <= day;
  if (!fits || !(await endEntryRow(ctx.tx, ctx.actor.countyId, replaces, { day, by: ctx.actor.accountId, reason: 'replaced' }))) throw healthProblem('health.replaces');
}

async function insert(ctx: CareContext, { householdId, divisionId, memberId }: Patient, input: HealthInput): Promise<void> {
  const { countyId, accountId } = ctx.actor;
  const { id: entryId, kind, day, replaces, words } = input;
  const content: Content = { words, ...('group' in input && { group: input.group }), ...('level' in input && { level: input.level }), ...('special' in input && { special: input.special }) };
  await insertEntry(ctx.tx, {
    countyId, entryId, householdId, divisionId, memberId, kind, day, authorId: accountId, signedAt: ctx.now, replaces: replaces ?? null, contentEnc: ctx.keys.seal(JSON.stringify(content)),
  });
  // The record of changes is read by the office, which may not know of anybody's health: it says that something was written.
  await recordChange(ctx, { subject: 'health', subjectId: entryId, householdId, divisionId, action: 'create', before: null, after: { day } });
}

async function follow(ctx: CareContext, householdId: string, spell: { memberId: string; spellId: string; level: string; day: string }): Promise<void> {
  await writeSelfCare(ctx.tx, ctx.actor.countyId, spell);
  await ctx.duties.refresh(ctx, [householdId]);
}

/** An entry no longer holds; it stays, with the reason. @throws Problem `health.ended` (409), `health.days` (422), `not-found`, `not-allowed` */
export async function endEntry(ctx: CareContext, entryId: string, { day, reason }: HealthEnd): Promise<HealthEntryView> {
  const row = await findEntry(ctx.tx, ctx.actor.countyId, entryId);
  if (!row) throw notFound(ENTRY_WORD);
  const { householdId, divisionId } = await getPatient(ctx, row.memberId);
  if (day > ctx.today) throw healthProblem('health.future');
  if (day < row.day) throw healthProblem('health.days');
  if (!(await endEntryRow(ctx.tx, ctx.actor.countyId, entryId, { day, by: ctx.actor.accountId, reason }))) throw healthProblem('health.ended');
  await recordChange(ctx, { subject: 'health', subjectId: entryId, householdId, divisionId, action: 'end', before: null, after: { day } });
  if (row.kind === 'selfCare') await follow(ctx, householdId, { memberId: row.memberId, spellId: entryId, level: 'able', day });
  return getEntryView(ctx, entryId);
}

async function getEntryView(ctx: CareContext, entryId: string): Promise<HealthEntryView> {
  const row = await findEntry(ctx.tx, ctx.actor.countyId, entryId);
  if (!row) throw notFound(ENTRY_WORD);
  return viewOf(ctx, row, await accountNames(ctx, [row.authorId]));
}

/** Entries as they stand; those the actor may not see are left out. */
export async function viewEntries(ctx: CareContext, entryIds: readonly string[]): Promise<HealthEntryView[]> {
  if (entryIds.length === 0) return [];
  const rows = await listEntriesOf(ctx.tx, ctx.actor.countyId, entryIds);
  const names = await accountNames(ctx, rows.map(({ authorId }) => authorId));
  return rows.map((row) => viewOf(ctx, row, names));
}

function viewOf(ctx: CareContext, row: EntryRow, names: ReadonlyMap<string, string>): HealthEntryView {
  const { words, group, level, special } = JSON.parse(ctx.keys.open(row.contentEnc)) as Content;
  return {
    id: row.entryId, memberId: row.memberId, kind: row.kind as HealthKind, group: group ?? null, level: level ?? null, special: special ?? null, words, day: row.day,
    author: { id: row.authorId, name: names.get(row.authorId) ?? '' }, signedAt: row.signedAt, replaces: row.replaces, endedOn: row.endedOn, endReason: row.endReason,
  };
}

/** The health files of a household's members. Whoever may not know of its health is told nothing, not even that there is a file; every look is recorded. */
export async function readHealth(ctx: CareContext, householdId: string): Promise<HealthFile> {
  const { tx, actor: { countyId, posts } } = ctx;
  if (!(await seesHealth(tx, countyId, householdId))) return { sees: false, members: [] };
  const [patients, rows] = [await listPatients(tx, countyId, { householdId }, ctx.today), await listEntries(tx, countyId, householdId)];
  const names = await accountNames(ctx, rows.map(({ authorId }) => authorId));
  await recordLook(ctx, { subject: 'health', householdIds: [householdId] });
  return {
    sees: true,
    members: [...new Map(patients.map((one) => [one.memberId, one])).values()].map(({ memberId, memberName, path, inTeam }) => ({
      member: { id: memberId, name: memberName }, mayWrite: mayAt(posts, 'health.write', { path, assigned: inTeam }),
      entries: rows.filter((row) => row.memberId === memberId).map((row) => viewOf(ctx, row, names)),
    })),
  };
}
