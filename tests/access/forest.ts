import { openSession } from '../../modules/accounts/accounts.session.ts';
import { rightsOfKind, type PostKind } from '../../modules/accounts/accounts.rules.ts';
import { careContext } from '../../entry/program.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { uuidv7 } from 'uuidv7';
import fc from 'fast-check';
import type { World } from '../world.ts';

/** A random county as numbers, so that fast-check can shrink it: how many villages each township has, and who stands where. */
export interface Plan {
  readonly townships: readonly number[];
  readonly households: readonly { readonly place: number; readonly contacts: readonly { readonly account: number; readonly live: Live }[] }[];
  readonly accounts: readonly { readonly posts: readonly { readonly kind: PostKind; readonly place: number; readonly live: Live }[] }[];
}
type Live = 'live' | 'ended' | 'coming';

const live = fc.constantFrom<Live>('live', 'live', 'live', 'ended', 'coming');
const place = fc.nat(30);
const kind = fc.constantFrom<PostKind>('countyAdministrator', 'countyOfficer', 'townshipClerk', 'villageCadre', 'contact', 'contact', 'reader');

export const plans: fc.Arbitrary<Plan> = fc.record({
  townships: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
  households: fc.array(fc.record({ place, contacts: fc.array(fc.record({ account: fc.nat(3), live }), { maxLength: 3 }) }), { minLength: 2, maxLength: 6 }),
  accounts: fc.array(fc.record({ posts: fc.array(fc.record({ kind, place, live }), { maxLength: 3 }) }), { minLength: 2, maxLength: 4 }),
});

export interface GrownHousehold {
  readonly id: string;
  readonly name: string;
  readonly visitId: string;
  readonly path: string;
  readonly contacts: readonly { readonly workerId: string; readonly live: Live }[];
}

export interface GrownAccount {
  readonly username: string;
  readonly accountId: string;
  readonly workerId: string;
  readonly token: string;
  readonly posts: readonly { readonly kind: PostKind; readonly path: string; readonly live: Live }[];
}

export interface GrownCounty {
  readonly countyId: number;
  readonly places: readonly { readonly code: string; readonly path: string }[];
  readonly households: readonly GrownHousehold[];
  readonly accounts: readonly GrownAccount[];
}

const SPELLS: Readonly<Record<Live, { fromDay: string; toDay: string | null }>> = {
  live: { fromDay: '2025-01-01', toDay: null },
  ended: { fromDay: '2025-01-01', toDay: '2026-11-21' },
  coming: { fromDay: '2026-11-23', toDay: null },
};

/**
 * Who may see a household, in plain words: a post that is alive today and reads its territory covers the household's place;
 * or the account is a contact today, and its worker is assigned to the household today.
 */
export function maySee(account: GrownAccount, household: GrownHousehold): boolean {
  return account.posts.some((post) => {
    if (post.live !== 'live' || !rightsOfKind(post.kind).includes('household.read')) return false;
    if (post.kind !== 'contact') return household.path.startsWith(post.path);
    return household.contacts.some((contact) => contact.workerId === account.workerId && contact.live === 'live');
  });
}

/** What a county grows on: any database with its keys and a program. */
export type Soil = Pick<World, 'owner' | 'program' | 'keys'>;

let counties = 0;

/** Lays a planned county into the world's database, beside all those before it: every other one is foreign ground. */
export async function growCounty(world: Soil, plan: Plan): Promise<GrownCounty> {
  counties += 1;
  const code = String(300000 + counties);
  const { countyId } = await world.owner.insertInto('county').values({ code, name: `${counties}号县` }).returning('countyId').executeTakeFirstOrThrow();
  const places = await growPlaces(world, countyId, code, plan);
  await world.owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: places[0]!.divisionId, packId: 'sixian', fromDay: '2020-09-09' }).execute();
  const accounts: GrownAccount[] = [];
  for (const [index, account] of plan.accounts.entries()) accounts.push(await growAccount(world, countyId, `${code}.${index}`, account, places));
  const households: GrownHousehold[] = [];
  for (const [index, household] of plan.households.entries()) {
    households.push(await growHousehold(world, countyId, `${code}第${index}户甲`, household, places, accounts));
  }
  await computeDuties(world, countyId, places[0]!, households.map((household) => household.id));
  return { countyId, places, households, accounts };
}

type GrownPlace = GrownCounty['places'][number] & { readonly divisionId: number };

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

const at = (places: readonly GrownPlace[], index: number): GrownPlace => places[index % places.length]!;

async function growAccount({ owner, program }: Soil, countyId: number, username: string, plan: Plan['accounts'][number], places: readonly GrownPlace[]): Promise<GrownAccount> {
  const [accountId, workerId] = [uuidv7(), uuidv7()];
  const home = places[0]!;
  await owner.insertInto('worker').values({ countyId, workerId, divisionId: home.divisionId, name: `工作人员${username}` }).execute();
  await owner.insertInto('account').values({ countyId, accountId, divisionId: home.divisionId, workerId, username, name: username, passwordHash: '!', mustChangePassword: false }).execute();
  for (const post of plan.posts) {
    await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: post.kind, divisionId: at(places, post.place).divisionId, ...SPELLS[post.live] }).execute();
  }
  const token = await openSession(program.db, { countyId, accountId }, { address: 'test', agent: 'test' }, false);
  return { username, accountId, workerId, token, posts: plan.posts.map((post) => ({ kind: post.kind, live: post.live, path: at(places, post.place).path })) };
}

async function growHousehold(
  { owner, keys }: Soil, countyId: number, name: string, plan: Plan['households'][number], places: readonly GrownPlace[], accounts: readonly GrownAccount[],
): Promise<GrownHousehold> {
  const { divisionId, path } = at(places, plan.place);
  const [householdId, visitId] = [uuidv7(), uuidv7()];
  const row = { countyId, householdId, divisionId };
  const phone = `139${String(counties).padStart(4, '0')}${name.replace(/\D/g, '').slice(-4).padStart(4, '0')}`;
  await owner.insertInto('household').values({
    ...row, headName: name, pinyin: 'hu', initials: 'h', updatedOn: '2025-01-01', phoneEnc: keys.seal(phone), phoneIndex: keys.blindIndex('phone', phone),
  }).execute();
  await owner.insertInto('serviceSpell').values({ ...row, spellId: uuidv7(), fromDay: '2026-01-01' }).execute();
  const memberId = uuidv7();
  await owner.insertInto('member').values({ ...row, memberId, name, relation: 'head' }).execute();
  await growPapers(owner, { ...row, memberId }, accounts[0]!.accountId);
  const contacts = plan.contacts.map((contact) => ({ workerId: accounts[contact.account % accounts.length]!.workerId, live: contact.live }));
  for (const contact of contacts) {
    await owner.insertInto('assignment').values({ ...row, assignmentId: uuidv7(), role: 'carer', workerId: contact.workerId, ...SPELLS[contact.live] }).execute();
  }
  await owner.insertInto('visit').values({ ...row, visitId, day: '2026-11-02', kind: 'phone', outcome: 'reached', recorderId: accounts[0]!.accountId, recordedAt: new Date() }).execute();
  await owner.insertInto('visitParticipant').values({ countyId, visitId, workerId: accounts[0]!.workerId, householdId, divisionId }).execute();
  return { id: householdId, name, visitId, path, contacts };
}

/** A certificate, and two papers made and not handed over, one of them no longer true. */
async function growPapers(owner: Soil['owner'], row: { countyId: number; householdId: string; divisionId: number; memberId: string }, issuedBy: string): Promise<void> {
  const certificateId = uuidv7();
  await owner.insertInto('certificate').values({ ...row, certificateId, kind: 'specialSupport', codeEnc: Buffer.from(certificateId), codeIndex: Buffer.from(certificateId), issuedOn: '2026-01-05', issuedBy }).execute();
  const made = { ...row, runId: uuidv7(), madeAt: new Date(), madeOn: '2026-02-01', printedDigest: Buffer.from('of then') };
  await owner.insertInto('paper').values([
    { ...made, paperId: uuidv7(), kind: 'certificate', certificateId }, { ...made, paperId: uuidv7(), kind: 'contactCard', memberId: null },
  ]).execute();
}

/** Through an officer of its own, so that the stored duties come the way they always do. */
async function computeDuties(world: Soil, countyId: number, county: GrownPlace, householdIds: readonly string[]): Promise<void> {
  const accountId = uuidv7();
  await world.owner.insertInto('account').values({ countyId, accountId, divisionId: county.divisionId, username: `${countyId}.officer`, name: 'officer', passwordHash: '!', mustChangePassword: false }).execute();
  await world.owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: 'countyOfficer', divisionId: county.divisionId, fromDay: '2020-01-01' }).execute();
  const token = await openSession(world.program.db, { countyId, accountId }, { address: 'test', agent: 'test' }, false);
  await runInContext(world.program, careContext, { token, purpose: '', writes: true }, (ctx) => ctx.duties.refresh(ctx, householdIds));
}
