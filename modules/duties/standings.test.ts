import { toNumber, visitColumns } from '@lianxin/engine';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import { loadHouseholds, loadStandings } from './duties.facts.ts';
import { cachedDuties, standingRow } from './duties.rules.ts';

const world = await testWorld();
const { countyId, owner } = world;
const { divisionId } = world.divisions.yunshan;
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan' });
const doctor = await world.addAccount({ username: 'doctor', kind: 'contact', division: 'yunshan' });
const guest = await world.addAccount({ username: 'guest', kind: 'contact', division: 'yunshan' });
const WORKERS = [cadre, doctor, guest].map(({ workerId }) => workerId);
const HOUSEHOLDS = 8;

/** Two months of visits of all kinds: several on a day, voided, with nobody there, with somebody who says they were not. */
const anyVisit = fc.record({
  day: fc.integer({ min: 0, max: 60 }).map((days) => new Date(Date.UTC(2026, 8, 20 + days)).toISOString().slice(0, 10)),
  kind: fc.constantFrom('home', 'phone', 'online', 'message'),
  outcome: fc.constantFrom('reached', 'reached', 'notReached'),
  purposes: fc.constantFrom<string[]>(['routine'], ['greeting'], ['routine', 'card'], ['handover', 'incident']),
  voided: fc.integer({ max: 5, min: 0 }).map((chance) => chance === 0),
  participants: fc.uniqueArray(fc.record({ workerId: fc.constantFrom(...WORKERS), declined: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0) }),
    { selector: ({ workerId }) => workerId, minLength: 1, maxLength: 3 }),
});
/** What was done for one member: at the clinic, or in a visit. */
const anyService = fc.record({ workerId: fc.constantFrom(...WORKERS), purposes: fc.constantFrom<string[]>([], ['followUp'], ['greeting', 'followUp']), visit: fc.nat(30), voided: fc.boolean() });
const anyYear = fc.record({ visits: fc.array(anyVisit, { maxLength: 30 }), services: fc.array(anyService, { maxLength: 4 }) });

type Year = typeof anyYear extends fc.Arbitrary<infer T> ? T : never;

async function addFamily(number: number, year: Year): Promise<string> {
  const contacts = [{ role: 'villageCadre', workerId: cadre.workerId }, { role: 'familyDoctor', workerId: doctor.workerId }];
  const householdId = await world.addHousehold({ name: `潘山${number}`, division: 'yunshan', contacts });
  const at = { countyId, householdId, divisionId };
  const memberId = uuidv7();
  const undone = (voided: boolean) => ({ voidedAt: voided ? '2026-11-21T00:00:00Z' : null, voidedBy: voided ? cadre.accountId : null, voidReason: voided ? '记错了' : null });
  const recorded = { recorderId: cadre.accountId, recordedAt: '2026-11-20T00:00:00Z' };
  const visits = year.visits.map((visit) => ({ ...visit, visitId: uuidv7() }));
  await owner.transaction().execute(async (tx) => {
    await insertAll(tx, 'member', [{ ...at, memberId, name: `潘山${number}`, relation: 'head' }]);
    await insertAll(tx, 'visit', visits.map(({ participants: _participants, voided, ...visit }) => ({ ...at, ...visit, ...recorded, ...undone(voided) })));
    await insertAll(tx, 'visitParticipant', visits.flatMap(({ visitId, participants }) => participants.map(({ workerId, declined }) =>
      ({ ...at, visitId, workerId, declinedAt: declined ? '2026-11-21T00:00:00Z' : null }))));
    await insertAll(tx, 'service', year.services.map(({ visit, voided, ...service }) => ({
      ...at, ...service, ...recorded, serviceId: uuidv7(), memberId, kind: 'healthCheck', day: visits[visit]?.day ?? '2026-11-02', visitId: visits[visit]?.visitId ?? null, ...undone(voided),
    })));
  });
  return householdId;
}

test('households worked out anew from columns are owed what their visits one by one say', async () => {
  const years = fc.sample(anyYear, HOUSEHOLDS);
  const ids = [await addFamily(0, { visits: [], services: [] })];
  for (const [index, year] of years.entries()) ids.push(await addFamily(index + 1, year));
  await world.as('officer', async (ctx) => {
    const today = toNumber(ctx.today);
    const one = new Map((await loadHouseholds(ctx, ids)).map((household) => [household.facts.id, household]));
    const standings = await loadStandings(ctx, ids);
    expect(standings.map(({ facts }) => facts.id)).toEqual([...ids].sort());
    for (const standing of standings) {
      const { facts, updatedOn } = one.get(standing.facts.id)!;
      expect(standing.facts.visits.ids).toEqual(visitColumns(facts.visits).ids);
      expect(cachedDuties(standing.facts, ctx.book, today)).toEqual(cachedDuties(facts, ctx.book, today));
      expect(standingRow(standing, ctx.book, today)).toEqual(standingRow({ facts, updatedOn }, ctx.book, today));
    }
    expect(standings.filter(({ facts }) => cachedDuties(facts, ctx.book, today).duties.some(({ credits }) => credits.length > 0)).length).toBeGreaterThan(HOUSEHOLDS / 2);
  });
});

test('a household out of scope is not in the answer', async () => {
  const elsewhere = await world.addHousehold({ name: '潘水一', division: 'liuwan' });
  expect(await world.as('cadre', (ctx) => loadStandings(ctx, [elsewhere]))).toEqual([]);
});
