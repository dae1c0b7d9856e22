import { day, type Day } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { stateOn as certificateState } from '../certificates/certificates.rules.ts';
import { inForce } from '../doctors/contracts.rules.ts';
import { listContractMembers } from '../doctors/members.ts';
import { careMembersOf, careQuestion, careSums } from './care.service.ts';
import { addCare, ASKED, noCare } from './care.rules.ts';
import { CARE_ASKED } from './care.schema.ts';
import { coverageQuery, type CareAnswer, type CoverageAnswer, type OverviewAnswer } from './coverage.schema.ts';
import { coverageAskedFor } from './coverage.service.ts';

const world = await testWorld();
const team = uuidv7();
const { divisionId } = world.divisions.yunshan;

beforeAll(async () => {
  await world.owner.insertInto('doctorTeam').values({ countyId: world.countyId, teamId: team, divisionId, name: '一队' }).execute();
  const hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code: '519900', name: '县医院', level: 'county', public: true }).execute();
  await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
});

const DAYS = ['2026-03-01', '2026-06-01', '2026-09-01', '2026-11-22', '2026-12-31', '2027-03-01'] as const;
const at = fc.constantFrom(...DAYS);
const contract = fc.record({ state: fc.constantFrom('offered', 'signed', 'refused', 'ended'), from: at, to: at, ended: at }).map(({ state, from, to, ended }) => {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const days = state === 'signed' || state === 'ended' ? { signedOn: first, fromDay: first, toDay: last } : { signedOn: null, fromDay: null, toDay: null };
  return { state, offeredOn: first, ...days, endedOn: state === 'ended' ? ended : null, refusedOn: state === 'refused' ? first : null, refusal: state === 'refused' ? 'notNow' : null };
});
const certificate = fc.record({ issuedOn: at, expiresOn: fc.option(at), endedOn: fc.option(at), delivered: fc.boolean(), used: fc.boolean() });
const person = fc.record({ contract: fc.option(contract), certificate: fc.option(certificate), died: fc.option(at), served: fc.option(at), left: fc.option(at) });
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

async function add(one: Omit<Person, 'served' | 'left'> & Partial<Person>): Promise<string> {
  const householdId = await world.addHousehold({ name: '某家', division: 'yunshan' });
  const memberId = uuidv7();
  const row = { countyId: world.countyId, householdId, divisionId, memberId };
  await world.owner.insertInto('member').values({ ...row, name: '某人', deathDay: one.died }).execute();
  if (one.contract) await world.owner.insertInto('contract').values({ ...row, contractId: uuidv7(), teamId: team, packageId: 'basic', recorderId: uuidv7(), ...one.contract }).execute();
  if (one.certificate) {
    const { delivered, used, ...days } = one.certificate;
    await world.owner.insertInto('certificate').values({
      ...row, certificateId: uuidv7(), kind: 'specialSupport', issuedBy: uuidv7(), deliveredOn: delivered ? days.issuedOn : null, ...days, endKind: days.endedOn ? 'cancelled' : null,
    }).execute();
    if (used) await addUse(row);
  }
  if (one.served) {
    const by = { workerId: uuidv7(), recorderId: uuidv7(), recordedAt: new Date() };
    await world.owner.insertInto('service').values({ ...row, ...by, serviceId: uuidv7(), kind: 'homeRound', day: one.served }).execute();
  }
  if (one.left) await world.owner.updateTable('serviceSpell').set({ toDay: one.left }).where('householdId', '=', householdId).execute();
  return memberId;
}

async function addUse(row: { countyId: number; householdId: string; divisionId: number; memberId: string }): Promise<void> {
  const { hospitalId } = await world.owner.selectFrom('hospital').select('hospitalId').limit(1).orderBy('hospitalId').executeTakeFirstOrThrow();
  await world.owner.insertInto('encounter').values({
    ...row, encounterId: uuidv7(), hospitalId, shownName: '某*', kind: 'outpatient', urgent: false, day: '2026-11-01', recorderId: uuidv7(), recordedAt: new Date(),
  }).execute();
}

/** What duties.md says of one member on a day, in plain words. */
function plainly({ contract: said, certificate: held, died, served, left }: Person, on: Day) {
  if ((died !== null && died <= on) || (left !== null && left < on)) return null;
  const known = said !== null && said.offeredOn <= on;
  const signed = known && inForce(said, on);
  return {
    signed, unattended: signed && !(served !== null && served >= '2026-10-01' && served <= on), refused: known && !signed && said.state === 'refused',
    certified: held !== null && certificateState(held, on) === 'valid',
    neverUsed: held !== null && certificateState(held, on) === 'valid' && !(held.used && on >= '2026-11-01' && on <= '2026-12-31'),
  };
}

test('figures, the lists behind them and the plain rule are one, for any contracts and certificates on any day', async () => {
  await fc.assert(fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 5 }), fc.constantFrom(day('2026-11-22'), day('2026-12-31')), async (people, on) => {
    const members = new Map<string, Person>();
    for (const one of people) members.set(await add(one), one);
    await world.as('officer', async (ctx) => {
      const question = careQuestion(ctx, [divisionId], on, '2026-10-01');
      const sums = (await careSums(ctx, question)).get(divisionId) ?? noCare();
      for (const asked of CARE_ASKED) expect((await careMembersOf(ctx, question, asked)).total, asked).toBe(sums.by[asked]);
      for (const asked of ['signed', 'refused', 'neverUsed', 'uncertified'] as const) {
        const named = (await careMembersOf(ctx, question, asked)).items.map(({ member }) => member.id).filter((id) => members.has(id)).sort();
        const wanted = [...members].filter(([, one]) => {
          const plain = plainly(one, on);
          return plain !== null && (asked === 'uncertified' ? !plain.certified : plain[asked]);
        }).map(([id]) => id).sort();
        expect(named, asked).toEqual(wanted);
      }
    });
  }), { numRuns: 12 });
});

test('a service done in a visit that was voided leaves its member unserved, in the figures and on the page of the household', async () => {
  const signed = { state: 'signed', offeredOn: '2026-03-01', signedOn: '2026-03-01', fromDay: '2026-03-01', toDay: '2027-03-01', endedOn: null, refusedOn: null, refusal: null } as const;
  const memberId = await add({ contract: signed as never, certificate: null, died: null });
  const { householdId } = await world.owner.selectFrom('member').select('householdId').where('memberId', '=', memberId).executeTakeFirstOrThrow();
  const { contractId } = await world.owner.selectFrom('contract').select('contractId').where('memberId', '=', memberId).executeTakeFirstOrThrow();
  const row = { countyId: world.countyId, householdId, divisionId, recorderId: uuidv7(), day: '2026-11-02' };
  const visitId = uuidv7();
  await world.owner.insertInto('visit').values({ ...row, visitId, kind: 'home', outcome: 'reached', recordedAt: new Date() }).execute();
  await world.owner.insertInto('service').values({ ...row, serviceId: uuidv7(), memberId, contractId, visitId, kind: 'homeRound', workerId: uuidv7(), recordedAt: new Date() }).execute();
  const unserved = () => world.as('officer', async (ctx) =>
    (await careMembersOf(ctx, careQuestion(ctx, [divisionId], day('2026-11-22'), '2026-10-01'), 'unattended')).items.map(({ member }) => member.id));
  const shown = () => world.as('officer', async (ctx) => (await listContractMembers(ctx, { household: householdId, limit: 10 })).items.map(({ care }) => care?.attended));
  expect(await unserved()).not.toContain(memberId);
  expect(await shown()).toEqual([true]);
  await world.owner.updateTable('visit').set({ voidedAt: new Date() }).where('visitId', '=', visitId).execute();
  expect(await unserved()).toContain(memberId);
  expect(await shown()).toEqual([false]);
});

test('who may not read a village as a whole gets no figure of it', async () => {
  await world.as('clerk.qingshi', async (ctx) => {
    expect((await careSums(ctx, careQuestion(ctx, [divisionId], day('2026-11-22'), '2026-10-01'))).size).toBe(0);
  });
  await world.as('contact', async (ctx) => {
    expect((await careSums(ctx, careQuestion(ctx, [divisionId], day('2026-11-22'), '2026-10-01'))).size).toBe(0);
  });
});

test('adding up places is adding up their members', () => {
  const member = { contract: 'signed', attended: false, overdue: true, certified: true, delivered: false, uses: 0, waived: 0 } as const;
  expect(ASKED.unattended(member)).toBe(true);
  expect(addCare(noCare(), noCare())).toEqual(noCare());
});

test('where a pack requires two kinds of certificate, one of them is not enough, and any other adds nothing', async () => {
  const holders = [['one'], ['one', 'two'], ['two', 'other'], ['other'], ['two', 'one', 'other']];
  const ids: string[] = [];
  for (const kinds of holders) {
    const memberId = await add({ contract: null, certificate: null, died: null });
    const { householdId } = await world.owner.selectFrom('member').select('householdId').where('memberId', '=', memberId).executeTakeFirstOrThrow();
    for (const kind of kinds) await world.owner.insertInto('certificate').values({ countyId: world.countyId, householdId, divisionId, memberId, certificateId: uuidv7(), kind, issuedOn: '2026-01-01', issuedBy: uuidv7() }).execute();
    ids.push(memberId);
  }
  const certified = (required: object) => world.as('officer', async ({ tx }) => (await sql<{ memberId: string }>`
    select member_id from app.member_care(${world.countyId}, ${[divisionId]}::int[], '2026-11-22', '2026-10-01', ${JSON.stringify(required)}::jsonb, '{}')
    where certified and member_id = any(${ids}::uuid[])`.execute(tx)).rows.map(({ memberId }) => ids.indexOf(memberId)).sort());
  expect(await certified({ sixian: ['one', 'two'], hubei: ['other'] })).toEqual([1, 4]);
  expect(await certified({ sixian: ['other'] })).toEqual([2, 3, 4]);
  expect(await certified({ sixian: [] })).toEqual([]);
  expect(await certified({ hubei: ['other'] })).toEqual([]);
});

test('the packs of all places asked for at once are those of each', async () => {
  class Undone extends Error {}
  const seen = new Set<string>();
  await expect(world.owner.transaction().execute(async (tx) => {
    const adopt = (at: number, packId: string, fromDay: string, toDay: string | null) =>
      tx.insertInto('adoption').values({ countyId: world.countyId, adoptionId: uuidv7(), divisionId: at, packId, fromDay, toDay }).execute();
    await adopt(world.divisions.baima.divisionId, 'hubei', '2026-02-01', '2026-08-31');
    await adopt(divisionId, 'yanan', '2026-06-01', null);
    await adopt(divisionId, 'national', '2026-06-15', '2026-07-01');
    for (const on of ['2019-01-01', ...DAYS, '2026-06-20']) {
      const { rows } = await sql<{ packId: string | null; alone: string | null }>`
        select k.pack_id, app.pack_of(${world.countyId}, d.division_id, ${on}::date) as alone from app.division d
        left join app.packs_of(${world.countyId}, array(select division_id from app.division where county_id = ${world.countyId}), ${on}::date) k on k.division_id = d.division_id
        where d.county_id = ${world.countyId} order by d.division_id`.execute(tx);
      expect(rows.map((row) => row.packId), on).toEqual(rows.map((row) => row.alone));
      for (const { packId } of rows) seen.add(String(packId));
    }
    throw new Undone();
  })).rejects.toThrow(Undone);
  expect([...seen].sort()).toEqual(expect.arrayContaining(['hubei', 'national', 'null', 'sixian', 'yanan']));
});

test('what the overview asks for first and next is together what a program asks for at once', async () => {
  const ask = (figures?: string) => world.as('officer', (ctx) => coverageAskedFor(ctx, coverageQuery.parse({ division: world.divisions.county.code, figures })));
  const { children: _, ...kept } = (await ask('kept')) as OverviewAnswer;
  const care = (await ask('care')) as CareAnswer;
  expect({ ...kept, ...care }).toEqual((await ask()) as CoverageAnswer);
  expect(Object.keys(kept)).not.toContain('doctors');
  expect(care.doctors.members).toBeGreaterThan(0);
});
