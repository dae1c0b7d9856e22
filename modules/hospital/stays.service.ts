import type { Context } from '../../platform/context.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { getEncounter } from './encounters.view.ts';
import { authoriseDesk, isDesk } from './hospital.access.ts';
import { dischargeRow, seesHealth, updateStay } from './stays.queries.ts';
import type { DischargeInput, StayInput, StayView } from './stays.schema.ts';
import { hospitalProblem } from './hospital.text.ts';
import type { EncounterRow } from './hospital.queries.ts';
import { findOwnHospital } from './urgent.queries.ts';

/**
 * One stay. The hospital reads what it wrote; of the member's people the team and the keeper of health files read the summary too, the office the
 * days alone.
 * @throws Problem `stay.none` (409), `not-found`
 */
export async function getStay(ctx: Context, encounterId: string): Promise<StayView> {
  const row = await getEncounter(ctx, encounterId);
  if (row.admittedOn === null) throw hospitalProblem('stay.none');
  // Somebody at the desk of one hospital may serve an office as well; what other hospitals wrote they read as that office does.
  const own = isDesk(ctx) && (await findOwnHospital(ctx.tx))?.hospitalId === row.hospitalId;
  const mayKnow = own || (await seesHealth(ctx.tx, row.countyId, row.divisionId, row.householdId));
  if (!own) await recordLook(ctx, { subject: 'stay', subjectId: encounterId, householdIds: [row.householdId] });
  const open = (sealed: Buffer | null): string => (sealed !== null && mayKnow ? ctx.keys.open(sealed) : '');
  return {
    encounterId, admittedOn: row.admittedOn, dischargedOn: row.dischargedOn, handedBackAt: row.handedBackAt,
    bed: open(row.bedEnc), care: open(row.careEnc), told: open(row.toldEnc), summary: mayKnow ? open(row.summaryEnc) : null,
  };
}

async function getOwnStay(ctx: Context, encounterId: string): Promise<EncounterRow> {
  authoriseDesk(ctx);
  const row = await getEncounter(ctx, encounterId);
  if (row.admittedOn === null) throw hospitalProblem('stay.none');
  if (row.voidedAt !== null) throw hospitalProblem('encounter.voided');
  return row;
}

/** Bed, care during the stay, who was told. @throws Problem `stay.none`, `stay.ended`, `encounter.voided` (409), `not-found`, `not-allowed` */
export async function writeStay(ctx: Context, encounterId: string, { bed, care, told }: StayInput): Promise<StayView> {
  const row = await getOwnStay(ctx, encounterId);
  if (row.dischargedOn !== null) throw hospitalProblem('stay.ended');
  const seal = (text: string): Buffer => ctx.keys.seal(text);
  await updateStay(ctx.tx, row.countyId, encounterId, {
    ...(bed === undefined ? {} : { bedEnc: seal(bed) }), ...(care === undefined ? {} : { careEnc: seal(care) }), ...(told === undefined ? {} : { toldEnc: seal(told) }),
  });
  await record(ctx, encounterId, 'stay', null, { bed, care, told });
  return getStay(ctx, encounterId);
}

/**
 * Discharge, and the hand-back to the family doctor with it: from its day the follow-up is owed as the member's region says (C5, D8).
 * @throws Problem `stay.days` (422), `stay.none`, `stay.ended`, `encounter.voided` (409), `not-found`, `not-allowed`
 */
export async function discharge(ctx: Context, encounterId: string, { eventId, day, summary }: DischargeInput): Promise<StayView> {
  const row = await getOwnStay(ctx, encounterId);
  if (row.dischargedOn !== null) {
    if (row.dischargedOn === day) return getStay(ctx, encounterId);
    throw hospitalProblem('stay.ended');
  }
  if (day > ctx.today || day < row.admittedOn!) throw hospitalProblem('stay.days');
  await updateStay(ctx.tx, row.countyId, encounterId, { summaryEnc: summary === '' ? null : ctx.keys.seal(summary), handedBackAt: ctx.now });
  if (!(await dischargeRow(ctx.tx, encounterId, day, eventId, ctx.now))) throw hospitalProblem('stay.ended');
  await record(ctx, encounterId, 'discharge', { dischargedOn: null }, { dischargedOn: day });
  return getStay(ctx, encounterId);
}

const record = (ctx: Context, subjectId: string, action: string, before: unknown, after: unknown) =>
  recordChange(ctx, { subject: 'encounter', subjectId, householdId: null, divisionId: null, action, before, after });
