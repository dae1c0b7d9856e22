import { codePublicKey } from '../../platform/codes/codes.ts';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { getEncounter } from './encounters.view.ts';
import { authoriseDesk } from './hospital.access.ts';
import { hospitalProblem, URGENT_WORD } from './hospital.text.ts';
import { findOwnHospital, findUrgent, insertUrgent, joinUrgentRow, listIssuers, listOpenUrgent, type UrgentRow } from './urgent.queries.ts';
import type { DeskHome, UrgentInput, UrgentView } from './urgent.schema.ts';

// What has not been joined to anybody within a month will not be: whoever it was held no certificate.
const OPEN_DAYS = 30;
const SHOWN = 50;
const DAY_MS = 86_400_000;

/** @throws Problem `desk.none` (403) */
export async function ownHospital(ctx: Context): Promise<{ hospitalId: string; name: string }> {
  authoriseDesk(ctx);
  const hospital = await findOwnHospital(ctx.tx);
  if (!hospital) throw hospitalProblem('desk.none');
  return hospital;
}

/** What a desk's page starts with: whose desk it is, the keys for checking a code offline, and urgent registrations not yet joined. */
export async function deskStart(ctx: Context): Promise<DeskHome> {
  const { hospitalId, name } = await ownHospital(ctx);
  const issuers = await listIssuers(ctx.tx);
  const urgent = await listOpenUrgent(ctx.tx, ctx.actor.countyId, new Date(ctx.now.getTime() - OPEN_DAYS * DAY_MS), SHOWN);
  return {
    hospital: { id: hospitalId, name }, keys: issuers.map((code) => codePublicKey(ctx.keys, code).toString('base64url')), urgent: urgent.map((row) => viewOf(ctx, row)),
  };
}

/**
 * Writes down somebody who is being treated, without a look-up: no limit, no lost network and no missing certificate stands in the way (D6).
 * @throws Problem `desk.none`, `not-allowed` (403), `id.taken` (409)
 */
export async function registerUrgent(ctx: Context, input: UrgentInput): Promise<Created<UrgentView>> {
  const { hospitalId } = await ownHospital(ctx);
  const load = () => getUrgent(ctx, input.id);
  return once(ctx, { name: 'desk.urgent', id: input.id, body: input }, async () => {
    const said = input.arrivedAt === undefined ? ctx.now : new Date(input.arrivedAt);
    const arrivedAt = said > ctx.now ? ctx.now : said;
    await insertUrgent(ctx.tx, ctx.actor.countyId, {
      registrationId: input.id, hospitalId, patientEnc: ctx.keys.seal(input.patient), noteEnc: input.note ? ctx.keys.seal(input.note) : null, arrivedAt,
      recorderId: ctx.actor.accountId, recordedAt: ctx.now,
    });
    await record(ctx, input.id, 'create', null, { patient: input.patient, note: input.note, arrivedAt });
    return load();
  }, load);
}

/**
 * Joins it to the registration of the person it turned out to be.
 * @throws Problem `urgent.joined` (409), `not-found`, `not-allowed`
 */
export async function joinUrgent(ctx: Context, id: string, encounterId: string): Promise<UrgentView> {
  authoriseDesk(ctx);
  await getUrgent(ctx, id);
  await getEncounter(ctx, encounterId);
  if (!(await joinUrgentRow(ctx.tx, ctx.actor.countyId, id, encounterId))) throw hospitalProblem('urgent.joined');
  await record(ctx, id, 'join', { encounterId: null }, { encounterId });
  return getUrgent(ctx, id);
}

async function getUrgent(ctx: Context, id: string): Promise<UrgentView> {
  const row = await findUrgent(ctx.tx, ctx.actor.countyId, id);
  if (!row) throw notFound(URGENT_WORD);
  return viewOf(ctx, row);
}

const viewOf = ({ keys }: Context, row: UrgentRow): UrgentView => ({
  id: row.registrationId, patient: keys.open(row.patientEnc), note: row.noteEnc ? keys.open(row.noteEnc) : '', arrivedAt: row.arrivedAt, recordedAt: row.recordedAt,
  encounterId: row.encounterId,
});

const record = (ctx: Context, subjectId: string, action: string, before: unknown, after: unknown) =>
  recordChange(ctx, { subject: 'urgentRegistration', subjectId, householdId: null, divisionId: null, action, before, after });
