import { toNumber, type Day } from '@lianxin/engine';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notAllowed, notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { MEMBER_WORD } from './contracts.text.ts';
import {
  findService, insertService, listOfVisit, listPatients, listServiceRows, settleServiceRow, voidServiceRow, type Patient, type ServiceRow,
} from './services.queries.ts';
import { offeredBy, prescriptionDays, type Offered } from './services.rules.ts';
import type { RecordedRound, RoundInput, RoundService, ServiceInput, ServicesQuery, ServiceView } from './services.schema.ts';
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
 * A doctor's visit and what was done in it, in one: it credits the contact, the contract and the health record (C6 of the design: entered once).
 * @throws Problem those of recording a visit, the `service.*` codes, `not-allowed`
 */
export async function recordRound(ctx: CareContext, { visit, services }: RoundInput): Promise<Created<RecordedRound>> {
  if (services.length > 0 && visit.outcome !== 'reached') throw serviceProblem('service.notReached');
  const recorded = await recordVisit(ctx, visit);
  if (!recorded.again) for (const service of services) await writeInVisit(ctx, visit, service);
  if (!recorded.again && services.length > 0) await ctx.duties.refresh(ctx, [visit.householdId]);
  const done = await listOfVisit(ctx.tx, ctx.actor.countyId, visit.id);
  return { again: recorded.again, value: { ...recorded.value, services: done.map((row) => viewOf(ctx, row)) } };
}

async function writeInVisit(ctx: CareContext, { id, householdId, day }: RoundInput['visit'], service: RoundService): Promise<void> {
  const patient = await getPatient(ctx, service.memberId, day as Day);
  if (patient.householdId !== householdId) throw serviceProblem('service.member');
  await write(ctx, patient, service, { day: day as Day, visitId: id });
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
      choices: offeredFor(ctx, patient, ctx.today).map(({ kind, title, note, atClinic, prescription, clause }) =>
        ({ kind, title, note, atClinic, weeks: prescription && { from: prescription.weeksFrom, to: prescription.weeksTo }, clause })),
    })),
  };
}

async function getServiceView(ctx: CareContext, serviceId: string): Promise<ServiceView> {
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
