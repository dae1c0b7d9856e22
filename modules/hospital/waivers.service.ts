import type { Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { policyBook } from '../policies/policies.context.ts';
import type { CareKind } from '../policies/care.schema.ts';
import { decideUse } from './desk.rules.ts';
import { getEncounter, recordDesk, waiverView } from './encounters.view.ts';
import { authoriseDesk } from './hospital.access.ts';
import { findEncounterFacts, insertWaiver, listWaiverRows, priceWaiverRow, voidWaiverRow, type EncounterRow } from './hospital.queries.ts';
import type { WaiverInput, WaiverView } from './hospital.schema.ts';
import { hospitalProblem } from './hospital.text.ts';

/**
 * Asks for one waiver, or one ambulance ride, under a registration (D4, D5). The answer decides who pays, never whether somebody is treated: what
 * is not covered is written too, with the article, and urgency stays marked (D6).
 * @throws Problem `waiver.unknown` (422) when the holder has no such benefit here, `encounter.voided` (409), `not-found`, `not-allowed`, `id.taken`
 */
export async function askWaiver(ctx: Context, input: WaiverInput): Promise<Created<WaiverView>> {
  authoriseDesk(ctx);
  const encounter = await getEncounter(ctx, input.encounterId);
  const load = () => getWaiverView(ctx, encounter, input.id);
  return once(ctx, { name: 'waivers.ask', id: input.id, body: input }, async () => {
    if (encounter.voidedAt !== null) throw hospitalProblem('encounter.voided');
    await write(ctx, encounter, input);
    return load();
  }, load);
}

async function write(ctx: Context, encounter: EncounterRow, input: WaiverInput): Promise<void> {
  const day = encounter.day as Day;
  const facts = await findEncounterFacts(ctx.tx, encounter.encounterId, day);
  if (!facts) throw hospitalProblem('waiver.unknown');
  const met = [...(input.urgent ? ['urgent' as const] : []), ...(input.unableToPay ? ['unableToPay' as const] : [])];
  const { benefit, refusal } = decideUse(policyBook(ctx), facts, day, { benefitId: input.benefitId, care: encounter.kind as CareKind, met, ride: input.ride });
  if (benefit === null) throw hospitalProblem('waiver.unknown');
  const { urgent, unableToPay, ride } = input;
  await insertWaiver(ctx.tx, {
    id: input.id, encounterId: encounter.encounterId, benefitId: benefit.id, packId: facts.packId, clause: benefit.clause, day, refusal, limit: benefit.perYear,
    amount: input.amount ?? null, details: { urgent, unableToPay, ride }, now: ctx.now,
  });
  await recordDesk(ctx, encounter.encounterId, 'waiver', null, { waiver: input.id, benefit: benefit.id, amount: input.amount ?? null, urgent, unableToPay, ride });
}

async function getWaiverView(ctx: Context, encounter: EncounterRow, waiverId: string): Promise<WaiverView> {
  const rows = await listWaiverRows(ctx.tx, encounter.countyId, [encounter.encounterId]);
  const row = rows.find((one) => one.waiverId === waiverId);
  if (!row) throw hospitalProblem('waiver.unknown');
  const facts = await findEncounterFacts(ctx.tx, encounter.encounterId, row.day);
  return waiverView(ctx, row, facts?.used[row.benefitId] ?? 0);
}

/** Takes back a waiver entered by mistake; its use of a quota is given back. @throws Problem `waiver.voided` (409), `not-found`, `not-allowed` */
export async function voidWaiver(ctx: Context, encounterId: string, waiverId: string, reason: string): Promise<WaiverView> {
  authoriseDesk(ctx);
  const encounter = await getEncounter(ctx, encounterId);
  if (!(await voidWaiverRow(ctx.tx, waiverId, encounterId, reason, ctx.now))) throw hospitalProblem('waiver.voided');
  await recordDesk(ctx, encounterId, 'waiver.void', { waiver: waiverId, voided: false }, { voided: true }, reason);
  return getWaiverView(ctx, encounter, waiverId);
}

/** Writes what was not charged, which is known when the bill is made, or puts it right. @throws Problem `waiver.sum` (409), `not-found`, `not-allowed` */
export async function priceWaiver(ctx: Context, encounterId: string, waiverId: string, amount: number): Promise<WaiverView> {
  authoriseDesk(ctx);
  const encounter = await getEncounter(ctx, encounterId);
  const priced = await priceWaiverRow(ctx.tx, waiverId, encounterId, amount);
  if (!priced) throw hospitalProblem('waiver.sum');
  await recordDesk(ctx, encounterId, 'waiver.sum', { waiver: waiverId, amount: priced.before }, { amount });
  return getWaiverView(ctx, encounter, waiverId);
}
