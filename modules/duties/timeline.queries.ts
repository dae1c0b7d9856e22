import type { Tx } from '../../platform/database/pool.ts';

/** What happened besides visits: a household has tens of these in all its years, so they are read whole and paged with the visits. */
export async function listHappenings(tx: Tx, countyId: number, householdId: string) {
  const assignments = await tx.selectFrom('assignment as g')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'g.countyId').onRef('w.workerId', '=', 'g.workerId'))
    .select(['g.assignmentId as id', 'g.role', 'g.fromDay', 'g.toDay', 'w.name'])
    .where('g.countyId', '=', countyId).where('w.countyId', '=', countyId).where('g.householdId', '=', householdId)
    .orderBy('g.assignmentId').execute();
  const events = await tx.selectFrom('event as e').select(['e.eventId as id', 'e.kind', 'e.day', 'e.noteEnc', 'e.recorderId'])
    .where('e.countyId', '=', countyId).where('e.householdId', '=', householdId).where('e.voidedAt', 'is', null)
    .orderBy('e.eventId').execute();
  const accommodations = await tx.selectFrom('accommodation as a').select(['a.accommodationId as id', 'a.kind', 'a.fromDay', 'a.wordsEnc', 'a.agreedBy'])
    .where('a.countyId', '=', countyId).where('a.householdId', '=', householdId).where('a.approvedAt', 'is not', null).where('a.refusedAt', 'is', null)
    .orderBy('a.accommodationId').execute();
  const aways = await tx.selectFrom('residenceSpell as r').select(['r.spellId as id', 'r.place', 'r.fromDay', 'r.toDay'])
    .where('r.countyId', '=', countyId).where('r.householdId', '=', householdId).where('r.kind', '=', 'away').orderBy('r.spellId').execute();
  const services = await tx.selectFrom('serviceSpell as s').select(['s.spellId as id', 's.fromDay', 's.toDay', 's.endReason'])
    .where('s.countyId', '=', countyId).where('s.householdId', '=', householdId).orderBy('s.spellId').execute();
  return { assignments, events, accommodations, aways, services };
}
export type Happenings = Awaited<ReturnType<typeof listHappenings>>;
