import { toNumber, type Day } from '@lianxin/engine';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notAllowed, notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { creditView, recordVisit } from '../visits/visits.service.ts';
import type { RecordedVisit } from '../visits/visits.schema.ts';
import { MEMBER_WORD } from './contracts.text.ts';
import { viewEntries, writeEntry } from './health.service.ts';
import {
  findService, insertService, listOfVisit, listPatients, listServiceRows, settleServiceRow, voidServiceRow, type Patient, type ServiceRow,
} from './services.queries.ts';
import { offeredBy, prescriptionDays, type Offered } from './services.rules.ts';
import type { PatientList, RecordedRound, RoundInput, RoundService, ServiceChoice, ServiceInput, ServicesQuery, ServiceView } from './services.schema.ts';
import { SERVICE_WORD, serviceProblem } from './services.text.ts';

/**
 * Writes down what was done for a member where the doctor works (C2–C5, C7).
 * @throws Problem the `service.*` codes, `not-found`, `not-allowed`, `id.taken`
 */
export async function recordService(ctx: CareContext, input: ServiceInput): Promise<Created<ServiceView>> {
  const patient = await getPatient(ctx, input.memberId, input.day as Day);
  const load = () => getServiceView(ctx, input.id);
  return once(ctx, { name: 'services.record', id: input.id, body: input }, async () => {
    if (!(await write(ctx, patient, input, { day: input.day as Day, visitId: null })).atClinic) throw serviceProblem('service.needsVisit');
    await ctx.duties.refresh(ctx, [patient.householdId]);
    return load();
  }, load);
}

/**
 * A doctor's visit, what was done in it and what was found, in one: it credits the contact, the contract and the health record (C6 of the design: entered once).
 * @throws Problem those of recording a visit, the `service.*` and `health.*` codes, `not-allowed`
 */
export async function recordRound(ctx: CareContext, { visit, services, entries }: RoundInput): Promise<Created<RecordedRound>> {
  if (services.length + entries.length > 0 && visit.outcome !== 'reached') throw serviceProblem('service.notReached');
  const { value: recorded, again } = await recordVisit(ctx, visit);
  if (!again) await writeRound(ctx, { visit, services, entries });
  const done = await listOfVisit(ctx.tx, ctx.actor.countyId, visit.id);
  const value = { ...await withCredits(ctx, recorded, done), services: done.map((row) => viewOf(ctx, row)), entries: await viewEntries(ctx, entries.map(({ id }) => id)) };
  return { again, value };
}

async function writeRound(ctx: CareContext, { visit, services, entries }: RoundInput): Promise<void> {
  for (const service of services) await write(ctx, await patientOf(ctx, visit, service.memberId), service, { day: visit.day as Day, visitId: visit.id });
  for (const entry of entries) {
    await patientOf(ctx, visit, entry.memberId);
    await writeEntry(ctx, entry);
  }
  if (services.length > 0) await ctx.duties.refresh(ctx, [visit.householdId]);
}

async function patientOf(ctx: CareContext, { householdId, day }: RoundInput['visit'], memberId: string): Promise<Patient> {
  const patient = await getPatient(ctx, memberId, day as Day);
  if (patient.householdId !== householdId) throw serviceProblem('service.member');
  return patient;
}

/** What was done for one member credits duties that ask for its purpose, which the visit alone does not; whoever they are credited to has nothing left to explain. */
async function withCredits(ctx: CareContext, recorded: RecordedVisit, done: readonly ServiceRow[]): Promise<RecordedVisit> {
  const asked = done.filter(({ purposes }) => purposes.length > 0);
  const [loaded] = asked.length === 0 ? [] : await ctx.duties.load(ctx, [recorded.visit.householdId]);
  if (!loaded) return recorded;
  const more = asked.flatMap(({ serviceId, day }) => {
    const stored = loaded.facts.visits.find(({ id }) => id === serviceId);
    if (!stored) return [];
    const without = { ...loaded, facts: { ...loaded.facts, visits: loaded.facts.visits.filter((one) => one !== stored) } };
    return creditView(ctx, loaded, day, ctx.duties.weigh(ctx, without, stored).credit).credited;
  });
  const credited = [...recorded.credited, ...more];
  return { ...recorded, credited, uncredited: recorded.uncredited.filter(({ workerId }) => !more.some((one) => one.workerId === workerId)) };
}

/** Their doctor, and under contract that day. */
async function getPatient(ctx: CareContext, memberId: string, day: Day): Promise<Patient> {
  if (day > ctx.today) throw serviceProblem('service.future');
  const [patient] = await listPatients(ctx.tx, ctx.actor.countyId, { memberId }, day);
  if (!patient) throw notFound(MEMBER_WORD);
  if (!mayAt(ctx.actor.posts, 'health.write', { path: patient.path, assigned: patient.inTeam })) throw notAllowed();
  if (patient.contractId === null) throw serviceProblem('service.contract');
  return patient;
}

async function write(ctx: CareContext, patient: Patient, { id, kind, content, weeks }: RoundService, { day, visitId }: { day: Day; visitId: string | null }): Promise<Offered> {
  const { countyId, accountId, workerId } = ctx.actor;
  const { householdId, divisionId, memberId, contractId } = patient;
  const offered = offeredFor(ctx, patient, day).find((one) => one.kind === kind);
  if (!offered) throw serviceProblem('service.kind');
  const days = offered.prescription === null ? null : prescriptionDays(offered.prescription, day, weeks);
  if (offered.prescription !== null && days === null) throw serviceProblem('service.weeks');
  await insertService(ctx.tx, {
    countyId, serviceId: id, householdId, divisionId, memberId, contractId, visitId, kind, day, workerId: workerId!, purposes: [...offered.purposes],
    contentEnc: content ? ctx.keys.seal(content) : null, untilDay: days?.untilDay ?? null, remindOn: days?.remindOn ?? null, recorderId: accountId, recordedAt: ctx.now,
  });
  // The record of changes is read by the office, which may not know what was done for whom: it says that something was.
  await recordChange(ctx, { subject: 'clinicService', subjectId: id, householdId, divisionId, action: 'create', before: null, after: { day } });
  return offered;
}

/** What the contract in force names: the package as it was when it was agreed, in the words of today. */
const offeredFor = (ctx: CareContext, { agreedPackId, packageId }: Patient, day: Day): readonly Offered[] =>
  agreedPackId === null || packageId === null ? [] : offeredBy(policyBook(ctx), agreedPackId, packageId, toNumber(day));

/** What may be recorded for the members of a household today; nobody where the actor is not their doctor. */
export async function listChoices(ctx: CareContext, householdId: string) {
  const patients = (await listPatients(ctx.tx, ctx.actor.countyId, { householdId }, ctx.today)).filter(({ inTeam, contractId }) => inTeam && contractId !== null);
  return {
    items: patients.map((patient) => ({
      member: { id: patient.memberId, name: patient.memberName },
      choices: offeredFor(ctx, patient, ctx.today).map(choiceOf),
    })),
  };
}

const choiceOf = ({ kind, title, note, ways, regular, purposes, atClinic, prescription, toHospital, clause }: Offered): ServiceChoice =>
  ({ kind, title, note, ways: [...ways], regular, purposes: [...purposes], atClinic, weeks: prescription && { from: prescription.weeksFrom, to: prescription.weeksTo }, toHospital, clause });

/** Everybody under contract with a team of the actor today, what their packages name told once; for a phone to take along. */
export async function listTeamPatients(ctx: CareContext): Promise<PatientList> {
  const patients = (await listPatients(ctx.tx, ctx.actor.countyId, 'team', ctx.today)).filter(({ contractId }) => contractId !== null);
  const packages = new Map<string, ServiceChoice[]>();
  const items = patients.map((patient) => {
    const packageId = `${patient.agreedPackId} ${patient.packageId}`;
    if (!packages.has(packageId)) packages.set(packageId, offeredFor(ctx, patient, ctx.today).map(choiceOf));
    return { member: { id: patient.memberId, name: patient.memberName }, householdId: patient.householdId, packageId };
  });
  await recordLook(ctx, { subject: 'contracts.members', householdIds: [...new Set(items.map(({ householdId }) => householdId))] });
  return { packages: [...packages].map(([id, choices]) => ({ id, choices })), items };
}

/** One service as it stands. @throws Problem `not-found` */
export async function getServiceView(ctx: CareContext, serviceId: string): Promise<ServiceView> {
  return viewOf(ctx, await getService(ctx, serviceId));
}

async function getService(ctx: CareContext, serviceId: string): Promise<ServiceRow> {
  const row = await findService(ctx.tx, ctx.actor.countyId, serviceId);
  if (!row) throw notFound(SERVICE_WORD);
  return row;
}

function viewOf(ctx: CareContext, row: ServiceRow): ServiceView {
  const book = policyBook(ctx);
  const sheet = row.packId === null ? undefined : book.sheets[row.packId];
  const day = toNumber(row.day as Day);
  const named = sheet?.care.services.find(({ id, from, to }) => id === row.kind && from <= day && (to === null || day <= to))
    ?? book.packs[row.packId ?? '']?.rules.find(({ id, from, to }) => id === row.kind && from <= day && (to === null || day <= to));
  return {
    id: row.serviceId, household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.memberName }, kind: row.kind, title: named?.title ?? { zh: row.kind, en: row.kind }, clause: named?.clause ?? null,
    day: row.day, visitId: row.visitId, worker: { id: row.workerId, name: row.workerName }, content: row.contentEnc ? ctx.keys.open(row.contentEnc) : null,
    untilDay: row.untilDay, remindOn: row.remindOn, doneOn: row.doneOn, voided: row.voidedAt ? { reason: row.voidReason ?? '' } : null,
  };
}

/** What was done for a household or a member, newest first; or the prescriptions whose end is near. Only the team and the keeper of health files see any. */
export async function listServices(ctx: CareContext, query: ServicesQuery) {
  const dueBy = query.due === true ? ctx.today : null;
  const rows = await listServiceRows(ctx.tx, ctx.actor.countyId, { ...query, dueBy }, query.limit + 1, fromCursor<readonly [string, string]>(query.after, 2));
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'health', householdIds: [...new Set(page.map(({ householdId }) => householdId))] });
  const last = page.at(-1);
  return { items: page.map((row) => viewOf(ctx, row)), next: rows.length > query.limit && last ? toCursor([dueBy === null ? last.day : last.remindOn!, last.serviceId]) : null };
}

/** The next prescription was spoken of, or is not wanted: the reminder is settled. @throws Problem `service.settled` (409), `not-found`, `not-allowed` */
export async function settleService(ctx: CareContext, serviceId: string): Promise<ServiceView> {
  return change(ctx, serviceId, 'settle', async ({ countyId }) => {
    if (!(await settleServiceRow(ctx.tx, countyId, serviceId, ctx.today))) throw serviceProblem('service.settled');
  });
}

/** Takes back what was entered by mistake; the row stays, with the reason. @throws Problem `service.voided` (409), `not-found`, `not-allowed` */
export async function voidService(ctx: CareContext, serviceId: string, reason: string): Promise<ServiceView> {
  return change(ctx, serviceId, 'void', async ({ countyId, accountId }) => {
    if (!(await voidServiceRow(ctx.tx, countyId, serviceId, { at: ctx.now, accountId, reason }))) throw serviceProblem('service.voided');
  });
}

async function change(ctx: CareContext, serviceId: string, action: string, set: (actor: CareContext['actor']) => Promise<void>): Promise<ServiceView> {
  const row = await getService(ctx, serviceId);
  const [patient] = await listPatients(ctx.tx, ctx.actor.countyId, { memberId: row.memberId }, row.day);
  if (!mayAt(ctx.actor.posts, 'health.write', { path: row.path, assigned: patient?.inTeam ?? false })) throw notAllowed();
  await set(ctx.actor);
  await recordChange(ctx, { subject: 'clinicService', subjectId: serviceId, householdId: row.householdId, divisionId: row.divisionId, action, before: null, after: { day: row.day } });
  if (action === 'void') await ctx.duties.refresh(ctx, [row.householdId]);
  return getServiceView(ctx, serviceId);
}
