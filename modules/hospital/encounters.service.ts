import { addDays, toDay, toNumber } from '@lianxin/engine';
import type { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { recordLook } from '../../platform/records/records.ts';
import { getHousehold } from '../households/households.access.ts';
import { hasConsent } from './consent.queries.ts';
import { getEncounter, getEncounterView, recordDesk, viewEncounters } from './encounters.view.ts';
import { authoriseDesk } from './hospital.access.ts';
import { insertEncounter, listHospitalEncounters, listHouseholdEncounters, listWaiverRows, voidEncounterRow } from './hospital.queries.ts';
import type { EncounterInput, encountersQuery, EncounterView } from './hospital.schema.ts';
import { hospitalProblem } from './hospital.text.ts';

/**
 * Registers an outpatient, emergency or inpatient episode of the person a check has found (D8).
 * @throws Problem `encounter.day` (422), `desk.check.expired` (409), `not-allowed`, `id.taken`
 */
export async function registerEncounter(ctx: Context, input: EncounterInput): Promise<Created<EncounterView>> {
  authoriseDesk(ctx);
  const day = input.day ?? ctx.today;
  if (day > ctx.today || day < toDay(addDays(toNumber(ctx.today), -1))) throw hospitalProblem('encounter.day');
  const load = () => getEncounterView(ctx, input.id);
  return once(ctx, { name: 'encounters.register', id: input.id, body: input }, async () => {
    const { id, checkId, kind, urgent, department, companion } = input;
    const countyId = await insertEncounter(ctx.tx, { id, checkId, kind, urgent, day, department, companion, now: ctx.now });
    if (countyId === null) throw hospitalProblem('desk.check.expired');
    await recordDesk(ctx, id, 'create', null, { kind, urgent, day, department, companion });
    return load();
  }, load);
}

/**
 * Voids a registration made by mistake; what hangs on it must be voided first, so that no quota is lost with it.
 * @throws Problem `encounter.voided`, `encounter.used` (409), `not-found`, `not-allowed`
 */
export async function voidEncounter(ctx: Context, encounterId: string, reason: string): Promise<EncounterView> {
  authoriseDesk(ctx);
  const row = await getEncounter(ctx, encounterId);
  // Voided first: from here on no waiver is granted under it, and whatever was granted before is seen.
  if (!(await voidEncounterRow(ctx.tx, row.countyId, encounterId, reason, ctx.now))) throw hospitalProblem('encounter.voided');
  const waivers = await listWaiverRows(ctx.tx, row.countyId, [encounterId]);
  if (waivers.some(({ voidedAt }) => voidedAt === null) || (await hasConsent(ctx.tx, row.countyId, encounterId))) throw hospitalProblem('encounter.used');
  await recordDesk(ctx, encounterId, 'void', { voided: false }, { voided: true }, reason);
  return getEncounterView(ctx, encounterId);
}

const HOSPITAL_DAYS = 31;

/**
 * What a hospital registered in the last month, its own alone; or what a household had anywhere, for its office and whoever keeps its health.
 * @throws Problem `not-found` (404), `not-allowed` (403)
 */
export async function listEncounters(ctx: Context, query: z.output<typeof encountersQuery>): Promise<{ items: EncounterView[]; next: null }> {
  if (query.household !== undefined) return { items: await householdEncounters(ctx, query.household, query.limit), next: null };
  authoriseDesk(ctx);
  const from = query.from ?? toDay(addDays(toNumber(ctx.today), -HOSPITAL_DAYS));
  const rows = await listHospitalEncounters(ctx.tx, { kind: query.kind ?? null, from, to: query.to ?? ctx.today, before: null, limit: query.limit });
  return { items: await viewEncounters(ctx, rows), next: null };
}

async function householdEncounters(ctx: Context, householdId: string, limit: number): Promise<EncounterView[]> {
  await getHousehold(ctx, householdId);
  const rows = await listHouseholdEncounters(ctx.tx, ctx.actor.countyId, householdId, limit);
  if (rows.length > 0) await recordLook(ctx, { subject: 'encounters.list', householdIds: [householdId] });
  return viewEncounters(ctx, rows);
}
