import { toNumber, type Clause, type Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { benefitsOn } from '../policies/care.rules.ts';
import { policyBook } from '../policies/policies.context.ts';
import { findEncounter, findEncounterCounty, findHospital, listHospitalNames, listWaiverRows, type EncounterRow, type WaiverRow } from './hospital.queries.ts';
import type { EncounterView, WaiverRefusal, WaiverView } from './hospital.schema.ts';
import { ARRANGED_WORDS, ENCOUNTER_WORD, GRANTED_WORDS, REFUSAL_WORDS } from './hospital.text.ts';

/** What a desk changes is recorded in its own county, for it may not know the household; that it registered stands in the member's county, too (app.register_encounter). */
export async function recordDesk(ctx: Context, subjectId: string, action: string, before: unknown, after: unknown, reason = ''): Promise<void> {
  await recordChange(ctx, { subject: 'encounter', subjectId, householdId: null, divisionId: null, action, reason, before, after });
}

/** @throws Problem `not-found` when it is none of this hospital's, nor of the actor's territory */
export async function getEncounter(ctx: Context, encounterId: string): Promise<EncounterRow> {
  const countyId = await findEncounterCounty(ctx.tx, encounterId);
  const row = countyId === null ? undefined : await findEncounter(ctx.tx, countyId, encounterId);
  if (!row) throw notFound(ENCOUNTER_WORD);
  return row;
}

export async function getEncounterView(ctx: Context, encounterId: string): Promise<EncounterView> {
  const row = await getEncounter(ctx, encounterId);
  const hospital = await findHospital(ctx.tx, row.hospitalId);
  return viewEncounter(ctx, row, hospital!.name, await listWaiverRows(ctx.tx, row.countyId, [encounterId]));
}

/** Several at once: names of hospitals and waivers are read in one go for each county they lie in. */
export async function viewEncounters(ctx: Context, rows: readonly EncounterRow[]): Promise<EncounterView[]> {
  if (rows.length === 0) return [];
  const names = new Map((await listHospitalNames(ctx.tx, [...new Set(rows.map(({ hospitalId }) => hospitalId))])).map(({ hospitalId, name }) => [hospitalId, name]));
  const waivers: WaiverRow[] = [];
  for (const countyId of new Set(rows.map((row) => row.countyId))) {
    waivers.push(...(await listWaiverRows(ctx.tx, countyId, rows.filter((row) => row.countyId === countyId).map(({ encounterId }) => encounterId))));
  }
  return rows.map((row) => viewEncounter(ctx, row, names.get(row.hospitalId) ?? '', waivers));
}

export function viewEncounter(ctx: Context, row: EncounterRow, hospitalName: string, waivers: readonly WaiverRow[]): EncounterView {
  return {
    id: row.encounterId, hospital: { id: row.hospitalId, name: hospitalName }, name: row.shownName, kind: row.kind as EncounterView['kind'], urgent: row.urgent,
    day: row.day, department: row.department, companion: row.companion, admittedOn: row.admittedOn, dischargedOn: row.dischargedOn,
    handedBackAt: row.handedBackAt, recordedAt: row.recordedAt, voided: row.voidedAt !== null, version: row.version,
    waivers: waivers.filter(({ encounterId }) => encounterId === row.encounterId).map((waiver) => waiverView(ctx, waiver)),
  };
}

/** A stored waiver as the desk and the office read it, its clause as it stood when it was asked for. */
export function waiverView({ book }: Context, row: WaiverRow, used: number | null = null): WaiverView {
  const refusal = row.refusal as WaiverRefusal | null;
  const benefit = benefitsOn(policyBook({ book }), row.packId, toNumber(row.day as Day)).find(({ id }) => id === row.benefitId);
  const left = benefit?.perYear == null || used === null ? null : Math.max(0, benefit.perYear - used);
  return {
    id: row.waiverId, encounterId: row.encounterId, benefitId: row.benefitId, title: benefit?.title ?? { zh: row.benefitId, en: row.benefitId }, day: row.day,
    granted: row.granted, refusal, words: refusal !== null ? REFUSAL_WORDS[refusal] : benefit?.fee === null ? ARRANGED_WORDS : GRANTED_WORDS, left,
    amount: row.amount === null ? null : Number(row.amount), clause: row.clause as unknown as Clause, voided: row.voidedAt !== null,
  };
}
