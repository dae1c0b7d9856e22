import { openSession } from '../../modules/accounts/accounts.session.ts';
import { atHospital, type PostKind } from '../../modules/accounts/accounts.rules.ts';
import { careContext } from '../../entry/program.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { uuidv7 } from 'uuidv7';
import type { World } from '../world.ts';
import { growCare, growContract, growHospitals, growTeams, type Care } from './forest.care.ts';
import { growLists, type GrownList } from './forest.lists.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { SPELLS, type ContractState, type HouseholdPlan, type Live, type Plan } from './forest.plan.ts';

export interface GrownHousehold {
  readonly id: string;
  readonly name: string;
  readonly countyId: number;
  readonly visitId: string;
  readonly memberId: string;
  readonly path: string;
  readonly contacts: readonly { readonly workerId: string; readonly live: Live }[];
  /** Null: one is owed. */
  readonly certificateId: string | null;
  readonly contract: { readonly id: string; readonly team: GrownTeam; readonly state: ContractState } | null;
  readonly care: Care;
}

/** Doctors by worker, each with a spell. */
export interface GrownTeam {
  readonly id: string;
  readonly doctors: readonly { readonly workerId: string; readonly live: Live }[];
}

export interface GrownAccount {
  readonly username: string;
  readonly accountId: string;
  readonly workerId: string;
  readonly countyId: number;
  readonly token: string;
  readonly hospitalId: string;
  readonly posts: readonly { readonly kind: PostKind; readonly path: string; readonly live: Live }[];
}

export interface GrownCounty {
  readonly countyId: number;
  readonly places: readonly { readonly code: string; readonly path: string }[];
  readonly households: readonly GrownHousehold[];
  readonly accounts: readonly GrownAccount[];
  readonly hospitals: readonly string[];
  readonly lists: readonly GrownList[];
}

/** What a county grows on: any database with its keys and a program. */
export type Soil = Pick<World, 'owner' | 'program' | 'keys'>;

let counties = 0;

/**
 * Lays a planned county into the world's database, beside all those before it: every other one is foreign ground.
 * @param abroad hospitals of another county, which serve members of this one and give desks to its accounts
 */
export async function growCounty(world: Soil, plan: Plan, abroad: readonly string[] = []): Promise<GrownCounty> {
  counties += 1;
  const code = String(300000 + counties);
  const { countyId } = await world.owner.insertInto('county').values({ code, name: `${counties}号县` }).returning('countyId').executeTakeFirstOrThrow();
  const places = await growPlaces(world, countyId, code, plan);
  await world.owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: places[0]!.divisionId, packId: 'sixian', fromDay: '2020-09-09' }).execute();
  const hospitals = await growHospitals(world, countyId, code);
  const ground: Ground = { ...world, countyId, code, places, hospitals: [...hospitals, ...abroad] };
  const accounts: GrownAccount[] = [];
  for (const [index, account] of plan.accounts.entries()) accounts.push(await growAccount(ground, `${code}.${index}`, account));
  const teams = await growTeams(ground, plan.teams.map((doctors) => doctors.map((one) => ({ workerId: cycle(accounts, one.account).workerId, live: one.live }))));
  const households: GrownHousehold[] = [];
  for (const [index, household] of plan.households.entries()) households.push(await growHousehold(ground, `${code}第${index}户甲`, household, accounts, teams));
  await computeDuties(ground, households.map((household) => household.id));
  return { countyId, places, households, accounts, hospitals, lists: await growLists(ground, plan.listed) };
}

export type GrownPlace = GrownCounty['places'][number] & { readonly divisionId: number };
export interface Ground extends Soil {
  readonly countyId: number;
  readonly code: string;
  readonly places: readonly GrownPlace[];
  readonly hospitals: readonly string[];
}

export const cycle = <T>(items: readonly T[], index: number): T => items[index % items.length]!;

async function growPlaces({ owner }: Soil, countyId: number, code: string, plan: Plan): Promise<GrownPlace[]> {
  const places: GrownPlace[] = [];
  const grow = async (level: string, placeCode: string, parent: GrownPlace | null): Promise<GrownPlace> => {
    const { divisionId } = await owner.insertInto('division')
      .values({ countyId, parentId: parent?.divisionId ?? null, level, code: placeCode, name: `${level}${placeCode}`, path: '' }).returning('divisionId').executeTakeFirstOrThrow();
    const path = `${parent?.path ?? ''}${divisionId}.`;
    await owner.updateTable('division').set({ path }).where('divisionId', '=', divisionId).where('countyId', '=', countyId).execute();
    const grown = { divisionId, path, code: placeCode };
    places.push(grown);
    return grown;
  };
  const county = await grow('county', `${code}000000`, null);
  for (const [index, villages] of plan.townships.entries()) {
    const township = await grow('township', `${code}${100 + index}000`, county);
    for (let village = 0; village < villages; village++) await grow('village', `${code}${100 + index}${200 + village}`, township);
  }
  return places;
}

async function growAccount({ owner, program, countyId, places, hospitals }: Ground, username: string, plan: Plan['accounts'][number]): Promise<GrownAccount> {
  const [accountId, workerId] = [uuidv7(), uuidv7()];
  const home = places[0]!;
  const hospitalId = cycle(hospitals, plan.hospital);
  await owner.insertInto('worker').values({ countyId, workerId, divisionId: home.divisionId, name: `工作人员${username}` }).execute();
  await owner.insertInto('account').values({ countyId, accountId, divisionId: home.divisionId, workerId, username, name: username, passwordHash: '!', mustChangePassword: false }).execute();
  for (const { kind, place, live } of plan.posts) {
    const at = { divisionId: cycle(places, place).divisionId, hospitalId: atHospital(kind) ? hospitalId : null };
    await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind, ...at, ...SPELLS[live] }).execute();
  }
  const token = await openSession(program.db, { countyId, accountId }, { address: 'test', agent: 'test' }, false);
  return { username, accountId, workerId, countyId, token, hospitalId, posts: plan.posts.map(({ kind, live, place }) => ({ kind, live, path: cycle(places, place).path })) };
}

async function growHousehold(ground: Ground, name: string, plan: HouseholdPlan, accounts: readonly GrownAccount[], teams: readonly GrownTeam[]): Promise<GrownHousehold> {
  const { owner, keys, countyId, places, hospitals } = ground;
  const { divisionId, path } = cycle(places, plan.place);
  const [householdId, visitId, memberId] = [uuidv7(), uuidv7(), uuidv7()];
  const row = { countyId, householdId, divisionId };
  const phone = `139${String(counties).padStart(4, '0')}${name.replace(/\D/g, '').slice(-4).padStart(4, '0')}`;
  await owner.insertInto('household').values({
    ...row, headName: name, pinyin: 'hu', initials: 'h', updatedOn: '2025-01-01', phoneEnc: keys.seal(phone), phoneIndex: keys.blindIndex('phone', phone),
  }).execute();
  await owner.insertInto('serviceSpell').values({ ...row, spellId: uuidv7(), fromDay: '2026-01-01' }).execute();
  await owner.insertInto('member').values({ ...row, memberId, name, relation: 'head' }).execute();
  const writer = accounts[0]!;
  const certificateId = await growPapers(ground, { ...row, memberId }, writer.accountId, plan.certified);
  const contacts = plan.contacts.map((contact) => ({ workerId: cycle(accounts, contact.account).workerId, live: contact.live }));
  for (const contact of contacts) {
    await owner.insertInto('assignment').values({ ...row, assignmentId: uuidv7(), role: 'carer', workerId: contact.workerId, ...SPELLS[contact.live] }).execute();
  }
  await owner.insertInto('visit').values({ ...row, visitId, day: '2026-11-02', kind: 'phone', outcome: 'reached', recorderId: writer.accountId, recordedAt: new Date() }).execute();
  await owner.insertInto('visitParticipant').values({ countyId, visitId, workerId: writer.workerId, householdId, divisionId }).execute();
  const contract = plan.contract && (await growContract(ground, { ...row, memberId }, cycle(teams, plan.contract.team), plan.contract.state, writer.accountId));
  const care = await growCare(ground, { ...row, memberId }, { name, hospitalId: cycle(hospitals, plan.hospital), writer });
  return { id: householdId, name, countyId, visitId, memberId, path, contacts, certificateId, contract, care };
}

export interface MemberKeys {
  readonly countyId: number;
  readonly householdId: string;
  readonly divisionId: number;
  readonly memberId: string;
}

/** A certificate, unless one is owed, and two papers made and not handed over, one of them no longer true. */
async function growPapers({ owner, keys, code: county }: Ground, row: MemberKeys, issuedBy: string, certified: boolean): Promise<string | null> {
  const certificateId = certified ? uuidv7() : null;
  const made = { ...row, runId: uuidv7(), madeAt: new Date(), madeOn: '2026-02-01', printedDigest: Buffer.from('of then') };
  if (certificateId !== null) {
    const code = makeCode(keys, county);
    await owner.insertInto('certificate').values({ ...row, certificateId, kind: 'specialSupport', codeEnc: keys.seal(code.text), codeIndex: code.index, issuedOn: '2026-01-05', issuedBy }).execute();
    await owner.insertInto('paper').values({ ...made, paperId: uuidv7(), kind: 'certificate', certificateId }).execute();
  }
  await owner.insertInto('paper').values({ ...made, paperId: uuidv7(), kind: 'contactCard', memberId: null }).execute();
  return certificateId;
}

/** Through an officer of its own, so that the stored duties come the way they always do. */
async function computeDuties({ countyId, places, ...world }: Ground, householdIds: readonly string[]): Promise<void> {
  const accountId = uuidv7();
  const { divisionId } = places[0]!;
  await world.owner.insertInto('account').values({ countyId, accountId, divisionId, username: `${countyId}.officer`, name: 'officer', passwordHash: '!', mustChangePassword: false }).execute();
  await world.owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: 'countyOfficer', divisionId, fromDay: '2020-01-01' }).execute();
  const token = await openSession(world.program.db, { countyId, accountId }, { address: 'test', agent: 'test' }, false);
  await runInContext(world.program, careContext, { token, purpose: '', writes: true }, (ctx) => ctx.duties.refresh(ctx, householdIds));
}
