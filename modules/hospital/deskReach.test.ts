import { addDays, type Day, toDay, toNumber } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import type { Database, Tx } from '../../platform/database/pool.ts';
import { adoptPack } from '../households/adoptions.ts';
import { policyBook } from '../policies/policies.context.ts';
import { checkAtDesk } from './desk.service.ts';
import { addDeskContact, changeDeskContact, changeHospital, designate, endDeskContact, endDesignation } from './places.service.ts';

const world = await testWorld();
const { countyId, today } = world;
const hospitals = [await addHospital(world, '云岭县人民医院', { designated: false }), await addHospital(world, '市第一医院', { designated: false, code: '519800' })];
const villages = [world.divisions.yunshan, world.divisions.baima];
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId: hospitals[0]! });
const packs = Object.keys(policyBook({ book: world.program.book }).sheets).sort();
const office = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as('officer', work).catch(refused);
const around = (days: number): Day => toDay(addDays(toNumber(today), days));

/** Some changes do not fit the ones before; then nothing is changed, and nothing may be told otherwise. */
function refused(thrown: { readonly code?: string }): void {
  expect(['designation.twice', 'designation.days', 'hospital.ended', 'adoption.order']).toContain(thrown.code);
}

const days = fc.integer({ min: -5, max: 5 }).map(around);
const hospital = fc.constantFrom(...hospitals);
/** What holds today of that hospital, first whatever desks are told of. */
const running = async (table: 'designation' | 'deskContact', hospitalId: string): Promise<string | undefined> => {
  const held = world.owner.selectFrom(table).where('hospitalId', '=', hospitalId).where('fromDay', '<=', today).where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', today)]));
  return table === 'designation'
    ? (await held.select('designationId' as never).executeTakeFirst() as { designationId: string } | undefined)?.designationId
    : (await held.select('contactId' as never).orderBy('inCharge' as never, 'desc').orderBy('fromDay').orderBy('contactId' as never).executeTakeFirst() as { contactId: string } | undefined)?.contactId;
};

const change = fc.oneof(
  fc.tuple(hospital, days, fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined })).map(([hospitalId, fromDay, long]) => () =>
    office((ctx) => designate(ctx, { id: uuidv7(), hospitalId, fromDay, ...(long === undefined ? {} : { toDay: toDay(addDays(toNumber(fromDay), long)) }) }))),
  fc.tuple(hospital, days).map(([hospitalId, day]) => async () => {
    const id = await running('designation', hospitalId);
    if (id) await office((ctx) => endDesignation(ctx, id, { toDay: day, reason: '不再定点' }));
  }),
  fc.tuple(hospital, days, fc.boolean()).map(([hospitalId, fromDay, inCharge]) => () =>
    office((ctx) => addDeskContact(ctx, { id: uuidv7(), hospitalId, name: `窗口${fromDay}`, place: '一楼', inCharge, fromDay }))),
  fc.tuple(hospital, days, fc.boolean()).map(([hospitalId, day, ends]) => async () => {
    const id = await running('deskContact', hospitalId);
    if (id) await office<unknown>((ctx) => (ends ? endDeskContact(ctx, id, { toDay: day, reason: '调走了' }) : changeDeskContact(ctx, id, { place: day })));
  }),
  fc.tuple(hospital, fc.boolean(), fc.option(days, { freq: 2 })).map(([id, isPublic, endedOn]) => () => office((ctx) => changeHospital(ctx, id, { public: isPublic, endedOn }))),
  fc.tuple(fc.constantFrom('county', 'baima' as const), days, fc.constantFrom(...packs)).map(([place, fromDay, packId]) => () =>
    world.as('administrator', (ctx) => adoptPack(ctx, { id: uuidv7(), divisionCode: world.divisions[place as 'county'].code, packId, fromDay })).catch(refused)),
);
/** Where what is kept of a place and a hospital differs from what would be worked out; the days for which it is kept may. */
async function differing(db: Database | Tx, ids: readonly string[] = hospitals, shifts: readonly number[] = [0]): Promise<readonly unknown[]> {
  const { rows } = await sql`select d.day, v.division_id, h.hospital_id, k.admitted as kept, l.admitted as live
    from unnest(${shifts.map(around)}::date[]) d(day), unnest(${villages.map(({ divisionId }) => divisionId)}::int[]) v(division_id), unnest(${ids}::uuid[]) h(hospital_id)
    cross join lateral app.kept_reach(${countyId}, v.division_id, h.hospital_id, d.day) k
    cross join lateral app.reach_of(${countyId}, v.division_id, h.hospital_id, d.day) l
    where row(k.pack_id, k.county_code, k.hospital_code, k.hospital_name, k.admitted, k.contact)
      is distinct from row(l.pack_id, l.county_code, l.hospital_code, l.hospital_name, l.admitted, l.contact)`.execute(db);
  return rows;
}

test('what desks are told of a hospital is what holds that day, after any sequence of changes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 8, maxLength: 16 }), async (steps) => {
    for (const step of steps) {
      await step();
      expect(await differing(world.owner)).toEqual([]);
    }
    // A question of another day takes the place of what is kept.
    expect(await differing(world.owner, hospitals, [-3, -1, 0, 1, 3])).toEqual([]);
  }), { numRuns: 12 });
});

test('a desk that asks while a designation is being ended keeps nothing of what was, and is told at the next question', async () => {
  const hospitalId = await addHospital(world, '云岭县中医院');
  await world.addAccount({ username: 'desk.between', kind: 'hospitalDesk', division: 'county', hospitalId });
  await world.owner.updateTable('adoption').set({ packId: 'sixian' }).where('countyId', '=', countyId).execute();
  const { code } = await addHolder(world, '潘三妹', '51990019600501002');
  const ask = () => world.alone('desk.between', (ctx) => checkAtDesk(ctx, { code: code.text })).then(({ status }) => status);
  const { designationId } = await world.owner.selectFrom('designation').select('designationId').where('hospitalId', '=', hospitalId).executeTakeFirstOrThrow();
  await world.owner.deleteFrom('deskReach').execute();
  await world.as('officer', async (ctx) => {
    await endDesignation(ctx, designationId, { toDay: around(-1), reason: '不再定点' });
    // Not yet committed: it holds as it did, and may not be kept.
    expect(await ask()).toBe('valid');
  });
  expect(await ask()).toBe('unknown');
});

test('a change waits for whoever is just keeping what was, and takes it away', async () => {
  const hospitalId = await addHospital(world, '云岭县妇幼保健院');
  const { divisionId } = world.divisions.yunshan;
  let changed: Promise<unknown> = Promise.resolve();
  await world.owner.transaction().execute(async (tx) => {
    expect(await differing(tx, [hospitalId])).toEqual([]);
    changed = world.as('officer', (ctx) => changeHospital(ctx, hospitalId, { name: '云岭县妇女儿童医院' }));
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await changed;
  expect(await differing(world.owner, [hospitalId])).toEqual([]);
  const { rows: [row] } = await sql<{ name: string }>`select hospital_name as name from app.kept_reach(${countyId}, ${divisionId}, ${hospitalId}, ${today}::date)`.execute(world.owner);
  expect(row!.name).toBe('云岭县妇女儿童医院');
});

test('nobody forgets for another county, and a hospital is its own county’s', async () => {
  const forget = (county: number, id: string | null) => world.as('officer', (ctx) => sql`select app.forget_reach(${county}, ${id}::uuid)`.execute(ctx.tx));
  await expect(forget(countyId + 1, null)).rejects.toMatchObject({ code: '42501' });
  await expect(forget(countyId, uuidv7())).rejects.toMatchObject({ code: '42501' });
  await expect(forget(countyId, hospitals[0]!)).resolves.toBeDefined();
});
