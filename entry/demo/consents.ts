import { addDays, type DayNumber } from '@lianxin/engine';
import type { Insertable } from 'kysely';
import { consentOn } from '../../modules/policies/care.rules.ts';
import { policyBook } from '../../modules/policies/policies.context.ts';
import type { DB, Json } from '../../platform/database/schema.ts';
import { sealChange } from '../../platform/records/records.ts';
import type { Chance } from './chance.ts';
import { ATTENDING, type Episode } from './episodes.ts';
import type { HospitalPlace, LaidHospital } from './hospital.ts';
import { inventedName } from './people.ts';

type ConsentPlot = NonNullable<NonNullable<Episode['stay']>['consent']>;
type ConsentKeys = Pick<Insertable<DB['consent']>, 'countyId' | 'encounterId' | 'hospitalId' | 'householdId' | 'divisionId' | 'memberId'> & { readonly packId: string };

const MINUTE_MS = 60_000;
const A_CALL = 12;

interface Setting {
  readonly place: HospitalPlace;
  readonly chance: Chance;
  readonly hospital: LaidHospital;
}

/** A proposal of the day somebody came in, with whom one tried to reach before it and what the head decided (D7). */
export function consentRow({ place, chance, hospital }: Setting, plot: ConsentPlot, keys: ConsentKeys, on: DayNumber): Insertable<DB['consent']> {
  const at = chance.time(on);
  const later = (minutes: number): Date => new Date(at.getTime() + minutes * MINUTE_MS);
  const attempts = plot.attempts.map(([whom, how, result], index) => ({ at: later((index - plot.attempts.length) * A_CALL).toISOString(), whom, how, result }));
  const rule = consentOn(policyBook(place), keys.packId, on).find(({ id }) => id === plot.procedure);
  const head = hospital.head!;
  return {
    ...keys, consentId: chance.id(on), procedure: plot.procedure, urgent: plot.urgent, proposalEnc: place.keys.seal(plot.proposal), proposer: `${inventedName(chance)} ${chance.of(ATTENDING)}`,
    proposedAt: at, attemptsEnc: place.keys.seal(JSON.stringify(attempts)), clause: (rule?.clause ?? null) as unknown as Json, recorderId: hospital.desk!,
    phoneApprover: plot.phone ? head.name : null, phoneApprovedAt: plot.phone ? later(A_CALL) : null,
    approverId: plot.signed ? head.accountId : null, approver: plot.signed ? head.name : null, approvedAt: plot.signed ? chance.time(addDays(on, 1)) : null,
    declinedAt: plot.declined ? later(A_CALL * 4) : null, declineReason: plot.declined ?? null,
  };
}

/** As the use cases write them: in the desk's own county, naming no family. */
export function consentRecords({ place: { countyId, keys }, chance, hospital }: Setting, row: Insertable<DB['consent']>, on: DayNumber): Insertable<DB['record']>[] {
  const steps = [
    { action: 'propose', at: row.proposedAt, accountId: row.recorderId, after: { procedure: row.procedure, urgent: row.urgent, proposer: row.proposer }, reason: '' },
    { action: 'phone', at: row.phoneApprovedAt, accountId: row.recorderId, after: { phoneApprover: row.phoneApprover }, reason: '' },
    { action: 'approve', at: row.approvedAt, accountId: row.approverId, after: { approved: true }, reason: '' },
    { action: 'decline', at: row.declinedAt, accountId: hospital.head!.accountId, after: { declined: true }, reason: row.declineReason ?? '' },
  ];
  return steps.filter(({ at }) => at).map(({ action, at, accountId, after, reason }) => ({
    countyId, recordId: chance.id(on), kind: 'change', sessionId: null, at: at!, accountId: accountId!, subject: 'consent', subjectId: row.consentId, purpose: '',
    householdId: null, divisionId: null, householdIds: [], action, reason, contentEnc: sealChange({ keys }, { before: null, after }),
  }));
}
