import type { Insertable, Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { DoctorTeam, DoctorTeamMember } from '../../platform/database/schema.ts';

const rows = (tx: Tx, countyId: number) => tx.selectFrom('doctorTeam as t').innerJoin('division as d', 'd.divisionId', 't.divisionId')
  .select(['t.teamId', 't.name', 't.divisionId', 't.organisationId', 't.endedOn', 't.version', 'd.path', 'd.code as divisionCode', 'd.name as divisionName'])
  .where('t.countyId', '=', countyId);

export function findTeam(tx: Tx, countyId: number, teamId: string) {
  return rows(tx, countyId).where('t.teamId', '=', teamId).executeTakeFirst();
}
export type TeamRow = NonNullable<Awaited<ReturnType<typeof findTeam>>>;

/** @param path of the place; null: the whole county */
export function listTeamRows(tx: Tx, countyId: number, path: string | null): Promise<TeamRow[]> {
  return rows(tx, countyId).$if(path !== null, (query) => query.where('d.path', '>=', path!).where('d.path', '<', `${path!}~`))
    .orderBy('d.path').orderBy('t.name').orderBy('t.teamId').execute();
}

export async function listTeamMembers(tx: Tx, countyId: number, teamIds: readonly string[]) {
  if (teamIds.length === 0) return [];
  return tx.selectFrom('doctorTeamMember as m')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'm.countyId').onRef('w.workerId', '=', 'm.workerId').on('w.countyId', '=', countyId))
    .select(['m.teamId', 'm.workerId', 'm.level', 'm.lead', 'm.fromDay', 'm.toDay', 'w.name as workerName'])
    .where('m.countyId', '=', countyId).where('m.teamId', 'in', [...teamIds]).orderBy('m.lead', 'desc').orderBy('m.level').orderBy('w.name').orderBy('m.workerId').execute();
}

export async function insertTeam(tx: Tx, row: Insertable<DoctorTeam>): Promise<void> {
  await tx.insertInto('doctorTeam').values(row).execute();
}

export async function insertTeamMembers(tx: Tx, members: readonly Insertable<DoctorTeamMember>[]): Promise<void> {
  await tx.insertInto('doctorTeamMember').values([...members]).execute();
}

/** @returns false when somebody changed it meanwhile */
export async function updateTeam(tx: Tx, countyId: number, teamId: string, version: number, changes: Updateable<DoctorTeam>): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('doctorTeam').set({ ...changes, version: version + 1 })
    .where('countyId', '=', countyId).where('teamId', '=', teamId).where('version', '=', version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function endMembership(tx: Tx, countyId: number, teamId: string, workerId: string, toDay: string): Promise<void> {
  await tx.updateTable('doctorTeamMember').set({ toDay })
    .where('countyId', '=', countyId).where('teamId', '=', teamId).where('workerId', '=', workerId).where('toDay', 'is', null).execute();
}
