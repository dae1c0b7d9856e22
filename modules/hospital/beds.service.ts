import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { getHousehold, getHouseholdFor } from '../households/households.access.ts';
import { mayAsk } from './askable.rules.ts';
import { authoriseDesk, isDesk } from './hospital.access.ts';
import { listHospitalNames } from './hospital.queries.ts';
import { BED_WORD, hospitalProblem } from './hospital.text.ts';
import { listHospitals } from './places.service.ts';
import { answerBedRow, findBed, findBedCounty, findMember, insertBed, joinBedRow, listHospitalBeds, listHouseholdBeds, type BedRow } from './stays.queries.ts';
import type { BedAnswer, BedInput, BedView } from './stays.schema.ts';
import { findOwnHospital } from './urgent.queries.ts';

const SHOWN = 100;

/**
 * Asks a hospital for a bed. The hospital is told a masked name and the reason; the household's office sees that it was asked, not why.
 * @throws Problem `bed.member`, `bed.hospital` (422), `not-allowed`, `not-found`, `id.taken`
 */
export async function askBed(ctx: Context, input: BedInput): Promise<Created<BedView>> {
  const household = await getHouseholdFor(ctx, 'visit.write', input.householdId);
  const { countyId, accountId } = ctx.actor;
  const load = async () => {
    const row = await findBed(ctx.tx, countyId, input.id);
    if (!row) throw notFound(BED_WORD);
    return (await viewBeds(ctx, [row]))[0]!;
  };
  return once(ctx, { name: 'beds.ask', id: input.id, body: input }, async () => {
    const member = await findMember(ctx.tx, countyId, input.householdId, input.memberId);
    if (!member) throw hospitalProblem('bed.member');
    const hospital = (await listHospitals(ctx)).items.find(({ id }) => id === input.hospitalId);
    if (!hospital || !mayAsk(hospital)) throw hospitalProblem('bed.hospital');
    await insertBed(ctx.tx, {
      countyId, requestId: input.id, hospitalId: input.hospitalId, householdId: input.householdId, divisionId: household.divisionId, memberId: input.memberId,
      shownName: member.shownName, reasonEnc: input.reason ? ctx.keys.seal(input.reason) : null, transport: input.transport, askedBy: accountId, askedAt: ctx.now,
    });
    await recordChange(ctx, {
      subject: 'bedRequest', subjectId: input.id, householdId: input.householdId, divisionId: household.divisionId, action: 'create', before: null,
      after: { hospital: hospital.name, transport: input.transport },
    });
    return load();
  }, load);
}

/** What a hospital was asked, or what was asked for a household. @throws Problem `not-found`, `not-allowed` */
export async function listBeds(ctx: Context, { household }: { readonly household?: string | undefined }): Promise<{ items: BedView[]; next: null }> {
  if (household === undefined) {
    authoriseDesk(ctx);
    return { items: await viewBeds(ctx, await listHospitalBeds(ctx.tx, SHOWN)), next: null };
  }
  await getHousehold(ctx, household);
  const rows = await listHouseholdBeds(ctx.tx, ctx.actor.countyId, household);
  if (rows.length > 0) await recordLook(ctx, { subject: 'beds.list', householdIds: [household] });
  return { items: await viewBeds(ctx, rows), next: null };
}

async function getAsked(ctx: Context, requestId: string): Promise<BedRow> {
  authoriseDesk(ctx);
  const countyId = await findBedCounty(ctx.tx, requestId);
  const row = countyId === null ? undefined : await findBed(ctx.tx, countyId, requestId);
  if (!row) throw notFound(BED_WORD);
  return row;
}

/** @throws Problem `bed.answered` (409) once somebody lies in it, `not-found`, `not-allowed` */
export async function answerBed(ctx: Context, requestId: string, { answer, note }: { readonly answer: BedAnswer; readonly note: string }): Promise<BedView> {
  const row = await getAsked(ctx, requestId);
  if (row.encounterId !== null) throw hospitalProblem('bed.answered');
  await answerBedRow(ctx.tx, row.countyId, requestId, { answer, answerNote: note, answeredBy: ctx.actor.accountId, answeredAt: ctx.now });
  await record(ctx, requestId, 'answer', { answer: row.answer }, { answer, note });
  return (await viewBeds(ctx, [await getAsked(ctx, requestId)]))[0]!;
}

/** The stay the bed was asked for. @throws Problem `bed.join` (409), `not-found`, `not-allowed` */
export async function joinBed(ctx: Context, requestId: string, encounterId: string): Promise<BedView> {
  await getAsked(ctx, requestId);
  if (!(await joinBedRow(ctx.tx, requestId, encounterId))) throw hospitalProblem('bed.join');
  await record(ctx, requestId, 'join', { encounterId: null }, { encounterId });
  return (await viewBeds(ctx, [await getAsked(ctx, requestId)]))[0]!;
}

async function viewBeds(ctx: Context, rows: readonly BedRow[]): Promise<BedView[]> {
  if (rows.length === 0) return [];
  const names = new Map((await listHospitalNames(ctx.tx, [...new Set(rows.map(({ hospitalId }) => hospitalId))])).map(({ hospitalId, name }) => [hospitalId, name]));
  // A desk of one hospital that serves an office as well sees the beds of others there, and not why they were asked for.
  const own = isDesk(ctx) ? (await findOwnHospital(ctx.tx))?.hospitalId : undefined;
  return rows.map((row) => ({
    id: row.requestId, hospital: { id: row.hospitalId, name: names.get(row.hospitalId) ?? '' }, name: row.shownName, transport: row.transport, askedAt: row.askedAt,
    reason: row.hospitalId === own && row.reasonEnc !== null ? ctx.keys.open(row.reasonEnc) : null,
    answer: row.answer as BedAnswer | null, answerNote: row.answerNote, answeredAt: row.answeredAt, encounterId: row.encounterId,
  }));
}

const record = (ctx: Context, subjectId: string, action: string, before: unknown, after: unknown) =>
  recordChange(ctx, { subject: 'bedRequest', subjectId, householdId: null, divisionId: null, action, before, after });
