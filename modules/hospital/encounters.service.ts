import { addDays, toDay, toNumber } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { getEncounter, getEncounterView, recordDesk } from './encounters.view.ts';
import { authoriseDesk } from './hospital.access.ts';
import { insertEncounter, listWaiverRows, voidEncounterRow } from './hospital.queries.ts';
import type { EncounterInput, EncounterView } from './hospital.schema.ts';
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
  const waivers = await listWaiverRows(ctx.tx, row.countyId, [encounterId]);
  if (waivers.some(({ voidedAt }) => voidedAt === null)) throw hospitalProblem('encounter.used');
  if (!(await voidEncounterRow(ctx.tx, row.countyId, encounterId, reason, ctx.now))) throw hospitalProblem('encounter.voided');
  await recordDesk(ctx, encounterId, 'void', { voided: false }, { voided: true }, reason);
  return getEncounterView(ctx, encounterId);
}

