import { day } from '@lianxin/engine';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { makeContract } from './contracts.service.ts';
import { endEntry, readHealth, writeEntry } from './health.service.ts';
import { makeTeam } from './teams.service.ts';

const world = await testWorld();
const [ONE, TWO] = [uuidv7(), uuidv7()];
const TODAY = '2026-11-22';
const OTHERS = ['administrator', 'officer', 'clerk.baima', 'cadre.yunshan', 'contact', 'reader', 'keeper.far'] as const;
let contactWorker: string;
const doctors = new Map<string, string>();

async function addMember(name: string, contacts: readonly { role: string; workerId: string }[] = []): Promise<{ memberId: string; householdId: string }> {
  const householdId = await world.addHousehold({ name, division: 'yunshan', contacts });
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId, name }).execute();
  return { memberId, householdId };
}

beforeAll(async () => {
  for (const username of ['doctor.one', 'doctor.two', 'doctor.none']) doctors.set(username, (await world.addAccount({ username, kind: 'familyDoctor', division: 'baima' })).workerId);
  await world.addAccount({ username: 'keeper', kind: 'healthOfficer', division: 'baima' });
  await world.addAccount({ username: 'keeper.far', kind: 'healthOfficer', division: 'qingshi' });
  contactWorker = (await world.owner.selectFrom('account').select('workerId').where('countyId', '=', world.countyId).where('username', '=', 'contact').executeTakeFirstOrThrow()).workerId!;
  for (const [id, doctor] of [[ONE, 'doctor.one'], [TWO, 'doctor.two']] as const) {
    await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
      id, name: `白马乡${doctor}队`, divisionCode: world.divisions.baima.code, members: [{ workerId: doctors.get(doctor)!, level: 'township', lead: true, fromDay: day('2026-01-01') }],
    }));
  }
});

const sign = (memberId: string, teamId: string) => world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId, state: 'signed', day: day('2026-11-01') }));
const flagsOf = async (memberId: string) => (await world.owner.selectFrom('flagSpell').select(['key', 'fromDay', 'toDay']).where('countyId', '=', world.countyId).where('memberId', '=', memberId)
  .orderBy('fromDay').orderBy('key').execute()).map(({ key, fromDay, toDay }) => [key, fromDay, toDay]);

test('entries are signed, never changed: replaced or ended, with the reason, and all of them stay to be read', async () => {
  const { memberId, householdId } = await addMember('云一');
  await sign(memberId, ONE);
  const [first, second] = [uuidv7(), uuidv7()];
  const write = (input: object) => world.as('doctor.one', (ctx) => writeEntry(ctx, { memberId, day: day('2026-11-10'), words: '', ...input } as never));
  await write({ id: first, kind: 'condition', group: 'hypertension', words: '2019 年起' });
  await write({ id: second, kind: 'condition', group: 'hypertension', words: '2018 年起', replaces: first });
  await expect(write({ id: uuidv7(), kind: 'condition', group: 'diabetes', replaces: first })).rejects.toMatchObject({ code: 'health.replaces' });
  await world.as('doctor.one', (ctx) => endEntry(ctx, second, { day: day(TODAY), reason: '复查排除' }));
  const { members } = await world.as('keeper', (ctx) => readHealth(ctx, householdId));
  expect(members[0]!.mayWrite).toBe(false);
  expect(members[0]!.entries.map(({ id, words, author, endReason }) => [id, words, author.name, endReason]).sort())
    .toEqual([[first, '2019 年起', 'doctor.one', 'replaced'], [second, '2018 年起', 'doctor.one', '复查排除']].sort());
  const looks = await world.owner.selectFrom('record').select('householdId').where('countyId', '=', world.countyId).where('kind', '=', 'read').where('subject', '=', 'health').where('householdId', '=', householdId).execute();
  expect(looks).toHaveLength(1);
});

test('what a doctor finds of self-care becomes the member’s mark from that day, and goes with it', async () => {
  const { memberId } = await addMember('云二');
  await sign(memberId, ONE);
  const write = (level: string, on: string) => world.as('doctor.one', (ctx) => writeEntry(ctx, { id: uuidv7(), memberId, kind: 'selfCare', level, day: on, words: '' } as never));
  await write('partial', '2026-11-05');
  await write('partial', '2026-11-08');
  expect(await flagsOf(memberId)).toEqual([['selfCarePartial', '2026-11-05', null]]);
  await write('none', '2026-11-10');
  expect(await flagsOf(memberId)).toEqual([['selfCarePartial', '2026-11-05', '2026-11-09'], ['selfCareNone', '2026-11-10', null]]);
  await write('able', '2026-11-20');
  expect(await flagsOf(memberId)).toEqual([['selfCarePartial', '2026-11-05', '2026-11-09'], ['selfCareNone', '2026-11-10', '2026-11-19']]);
});

const at = fc.constantFrom('2026-10-01', '2026-11-21', '2026-11-22', '2026-11-23', '2027-03-01');
const contract = fc.record({ team: fc.constantFrom(ONE, TWO), state: fc.constantFrom('offered', 'signed', 'refused', 'ended'), from: at, to: at, ended: at, again: fc.option(at) })
  .map(({ team, state, from, to, ended, again }) => {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const days = state === 'signed' || state === 'ended' ? { signedOn: first, fromDay: first, toDay: last } : { signedOn: null, fromDay: null, toDay: null };
    return { teamId: team, state, offeredOn: '2026-09-01', ...days, endedOn: state === 'ended' ? ended : null, refusedOn: state === 'refused' ? '2026-11-20' : null, refusal: state === 'refused' ? 'notNow' : null, askAgainOn: state === 'refused' ? again : null };
  });
type Said = typeof contract extends fc.Arbitrary<infer T> ? T : never;

/** The plain rule: the keeper of the place, and a doctor while in a team that the family has signed with and whose contract is not over. */
const plainly = (who: string, said: readonly Said[], left: ReadonlySet<string>): boolean => who === 'keeper' || said.some(({ teamId, signedOn, toDay, endedOn }) =>
  signedOn !== null && [toDay!, endedOn ?? toDay!].sort()[0]! >= TODAY && who === (teamId === ONE ? 'doctor.one' : 'doctor.two') && !left.has(who));

test('for any contracts and teams health is before those the plain rule names, on every path, and before nobody else', async () => {
  await fc.assert(fc.asyncProperty(fc.uniqueArray(contract, { maxLength: 2, selector: ({ state }) => (state === 'offered' || state === 'signed' ? 'open' : state) }), fc.subarray(['doctor.one', 'doctor.two']), async (said, gone) => {
    const { memberId, householdId } = await addMember('云三', [{ role: 'carer', workerId: contactWorker }, { role: 'familyDoctor', workerId: doctors.get('doctor.none')! }]);
    const row = { countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId };
    for (const one of said) await world.owner.insertInto('contract').values({ ...row, contractId: uuidv7(), packageId: 'basic', recorderId: uuidv7(), ...one }).execute();
    await world.owner.insertInto('healthEntry').values({ ...row, entryId: uuidv7(), kind: 'note', contentEnc: world.keys.seal('{"words":"x"}'), day: '2026-11-01', authorId: uuidv7(), signedAt: new Date() }).execute();
    await world.owner.insertInto('service').values({ ...row, serviceId: uuidv7(), kind: 'referral', day: '2026-11-01', workerId: contactWorker, recorderId: uuidv7(), recordedAt: new Date() }).execute();
    await leave(gone);
    for (const who of ['doctor.one', 'doctor.two', 'doctor.none', 'keeper', ...OTHERS]) {
      const wanted = plainly(who, said, new Set(gone));
      const seen = await world.as(who, async (ctx) => ({
        file: (await readHealth(ctx, householdId)).sees,
        entries: (await ctx.tx.selectFrom('healthEntry').select('entryId').where('countyId', '=', world.countyId).where('householdId', '=', householdId).execute()).length === 1,
        services: (await ctx.tx.selectFrom('service').select('serviceId').where('countyId', '=', world.countyId).where('householdId', '=', householdId).execute()).length === 1,
      }));
      expect(seen, who).toEqual({ file: wanted, entries: wanted, services: wanted });
    }
  }), { numRuns: 20 });
});

async function leave(gone: readonly string[]): Promise<void> {
  for (const doctor of ['doctor.one', 'doctor.two']) {
    await world.owner.updateTable('doctorTeamMember').set({ toDay: gone.includes(doctor) ? '2026-11-21' : null }).where('countyId', '=', world.countyId).where('workerId', '=', doctors.get(doctor)!).execute();
  }
}
