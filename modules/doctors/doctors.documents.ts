import { toNumber, type Clause, type Day, type Text } from '@lianxin/engine';
import { notFound } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { findContract } from './contracts.queries.ts';
import { CONTRACT_WORD } from './contracts.text.ts';
import { packageAgreed } from './contracts.view.ts';
import { offeredBy } from './services.rules.ts';
import type { TeamLevel } from './teams.schema.ts';
import { listTeamMembers } from './teams.queries.ts';

/** What stands on a printed family-doctor agreement; how it is laid out is the printer's matter. */
export interface Agreement {
  readonly contractId: string;
  readonly title: Text;
  readonly member: { readonly name: string; readonly household: string; readonly place: string };
  readonly team: { readonly name: string; readonly doctors: readonly { readonly name: string; readonly level: TeamLevel; readonly lead: boolean }[] };
  readonly services: readonly { readonly title: Text; readonly note: Text | null; readonly clause: Clause }[];
  readonly clause: Clause | null;
  /** Null while it is only offered: the lines are left open for the pen. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly signedOn: string | null;
}

/** The agreement of a contract as it was offered, with the doctors who are in the team today (E7). @throws Problem `not-found` */
export async function agreementOf(ctx: CareContext, contractId: string): Promise<Agreement> {
  const { tx, actor: { countyId }, today } = ctx;
  const row = await findContract(tx, countyId, contractId);
  if (!row) throw notFound(CONTRACT_WORD);
  const agreed = packageAgreed(ctx, row);
  const doctors = await listTeamMembers(tx, countyId, [row.teamId]);
  await recordLook(ctx, { subject: 'contract.agreement', householdIds: [row.householdId] });
  return {
    contractId, title: agreed?.title ?? { zh: '家庭医生签约服务', en: 'Family-doctor contract' }, clause: agreed?.clause ?? null,
    member: { name: row.memberName, household: row.headName, place: [row.divisionName, row.groupName].filter(Boolean).join(' ') },
    team: { name: row.teamName, doctors: doctors.filter(({ fromDay, toDay }) => fromDay <= today && (toDay === null || toDay >= today)).map(({ workerName, level, lead }) => ({ name: workerName, level: level as TeamLevel, lead })) },
    services: row.packId === null ? [] : offeredBy(policyBook(ctx), row.packId, row.packageId, toNumber(row.offeredOn as Day)).map(({ title, note, clause }) => ({ title, note, clause })),
    fromDay: row.fromDay, toDay: row.toDay, signedOn: row.signedOn,
  };
}
