import { day, type Day } from '@lianxin/engine';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { stateOn as certificateState } from '../certificates/certificates.rules.ts';
import { inForce } from '../doctors/contracts.rules.ts';
import { listContractMembers } from '../doctors/members.ts';
import { careMembersOf, careQuestion, careSums } from './care.service.ts';
import { addCare, ASKED, noCare } from './care.rules.ts';
import { CARE_ASKED } from './care.schema.ts';

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
const person = fc.record({ contract: fc.option(contract), certificate: fc.option(certificate), died: fc.option(at) });
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

async function add(one: Person): Promise<string> {
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
  return memberId;
}

async function addUse(row: { countyId: number; householdId: string; divisionId: number; memberId: string }): Promise<void> {
  const { hospitalId } = await world.owner.selectFrom('hospital').select('hospitalId').limit(1).orderBy('hospitalId').executeTakeFirstOrThrow();
  await world.owner.insertInto('encounter').values({
    ...row, encounterId: uuidv7(), hospitalId, shownName: '某*', kind: 'outpatient', urgent: false, day: '2026-11-01', recorderId: uuidv7(), recordedAt: new Date(),
  }).execute();
}

/** What duties.md says of one member on a day, in plain words. */
function plainly({ contract: said, certificate: held, died }: Person, on: Day) {
  if (died !== null && died <= on) return null;
  const known = said !== null && said.offeredOn <= on;
  const signed = known && inForce(said, on);
  return {
    signed, refused: known && !signed && said.state === 'refused',
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
