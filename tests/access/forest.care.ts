import { uuidv7 } from 'uuidv7';
import { CONTRACTS, SPELLS, type ContractState } from './forest.plan.ts';
import type { GrownAccount, GrownHousehold, GrownTeam, Ground, MemberKeys, Soil } from './forest.ts';

/** What was done for a member, and what a hospital wrote of one stay, under their ids and with words nobody else uses. */
export interface Care {
  readonly entryId: string;
  readonly serviceId: string;
  readonly healthWords: string;
  readonly hospitalId: string;
  readonly encounterId: string;
  readonly waiverId: string;
  readonly consentId: string;
  readonly lookId: string;
  readonly bedId: string;
  readonly bedAskedBy: string;
  readonly summary: string;
  readonly bedReason: string;
}

/** Two, one of them designated. */
export async function growHospitals({ owner }: Soil, countyId: number, code: string): Promise<string[]> {
  const ids = [uuidv7(), uuidv7()];
  await owner.insertInto('hospital').values(ids.map((hospitalId, index) => ({ hospitalId, countyId, code, name: `${code}第${index}医院`, level: 'county', public: true }))).execute();
  await owner.insertInto('designation').values({ countyId, designationId: uuidv7(), hospitalId: ids[0]!, fromDay: '2020-09-09' }).execute();
  return ids;
}

export async function growTeams({ owner, countyId, places, code }: Ground, planned: readonly GrownTeam['doctors'][]): Promise<GrownTeam[]> {
  const teams: GrownTeam[] = [];
  const { divisionId } = places[0]!;
  for (const [index, named] of planned.entries()) {
    // One person joins a team once: the first of several spells stands.
    const doctors = [...new Map([...named].reverse().map((one) => [one.workerId, one])).values()];
    const teamId = uuidv7();
    await owner.insertInto('doctorTeam').values({ countyId, teamId, divisionId, name: `${code}第${index}队` }).execute();
    for (const { workerId, live } of doctors) await owner.insertInto('doctorTeamMember').values({ countyId, teamId, workerId, divisionId, level: 'township', ...SPELLS[live] }).execute();
    teams.push({ id: teamId, doctors });
  }
  return teams;
}

export async function growContract({ owner }: Ground, row: MemberKeys, team: GrownTeam, state: ContractState, recorderId: string): Promise<GrownHousehold['contract']> {
  const id = uuidv7();
  await owner.insertInto('contract').values({ ...row, contractId: id, teamId: team.id, packageId: 'basic', recorderId, ...CONTRACTS[state].row }).execute();
  return { id, team, state };
}

interface CarePlan {
  readonly name: string;
  readonly hospitalId: string;
  readonly writer: GrownAccount;
}

/** An entry and a service of the health file; at a hospital a stay with a waiver and a proposal, a bed asked for, and a look nothing followed. */
export async function growCare(ground: Ground, row: MemberKeys, plan: CarePlan): Promise<Care> {
  const care: Care = {
    entryId: uuidv7(), serviceId: uuidv7(), encounterId: uuidv7(), waiverId: uuidv7(), consentId: uuidv7(), lookId: uuidv7(), bedId: uuidv7(),
    hospitalId: plan.hospitalId, bedAskedBy: plan.writer.accountId, healthWords: `档案${plan.name}`, summary: `小结${plan.name}`, bedReason: `原因${plan.name}`,
  };
  await growHealth(ground, row, care, plan);
  await growStay(ground, row, care, plan);
  return care;
}

async function growHealth({ owner, keys }: Ground, row: MemberKeys, care: Care, { writer: { accountId, workerId } }: CarePlan): Promise<void> {
  const signed = { day: '2026-11-03', authorId: accountId, signedAt: new Date('2026-11-03T02:00:00Z') };
  await owner.insertInto('healthEntry').values({ ...row, entryId: care.entryId, kind: 'note', contentEnc: keys.seal(JSON.stringify({ words: care.healthWords })), ...signed }).execute();
  await owner.insertInto('service').values({
    ...row, serviceId: care.serviceId, kind: 'education', day: '2026-11-04', workerId, contentEnc: keys.seal(care.healthWords), recorderId: accountId, recordedAt: new Date('2026-11-04T02:00:00Z'),
  }).execute();
}

async function growStay({ owner, keys }: Ground, member: MemberKeys, care: Care, { writer }: CarePlan): Promise<void> {
  const row = { ...member, hospitalId: care.hospitalId };
  const [at, shownName] = [new Date('2026-11-10T02:00:00Z'), '某**'];
  await owner.insertInto('encounter').values({
    ...row, encounterId: care.encounterId, shownName, kind: 'inpatient', urgent: false, day: '2026-11-10', admittedOn: '2026-11-10', recorderId: writer.accountId, recordedAt: at,
    summaryEnc: keys.seal(care.summary),
  }).execute();
  await owner.insertInto('waiver').values({
    ...row, encounterId: care.encounterId, waiverId: care.waiverId, benefitId: 'waiver', packId: 'sixian', clause: CLAUSE, day: '2026-11-10', granted: true, recorderId: writer.accountId, recordedAt: at,
  }).execute();
  await owner.insertInto('consent').values({
    ...row, encounterId: care.encounterId, consentId: care.consentId, procedure: 'operation', urgent: false, proposalEnc: keys.seal(care.summary), proposer: '主治医师', proposedAt: at,
    attemptsEnc: keys.seal('[]'), recorderId: writer.accountId,
  }).execute();
  await owner.insertInto('deskLook').values({ ...row, lookId: care.lookId, accountId: writer.accountId, accountName: '窗口', foundBy: 'code', valid: true, at: new Date(Date.now() - LOOKED_AGO), shownName }).execute();
  await owner.insertInto('bedRequest').values({ ...row, requestId: care.bedId, shownName, reasonEnc: keys.seal(care.bedReason), askedBy: writer.accountId, askedAt: at }).execute();
}

// Looks are of the machine's clock, and the office asks about those of the last weeks.
const LOOKED_AGO = 3 * 86_400_000;

const CLAUSE = JSON.stringify({ document: '虚构的文件', article: '一', summary: { zh: '减免', en: 'waived' }, mark: 'C', checkedOn: '2026-11-22' });
