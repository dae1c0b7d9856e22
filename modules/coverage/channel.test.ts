import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import type { CoverageAnswer } from './coverage.schema.ts';
import { coverageHospitals, coverageOf } from './coverage.service.ts';

const world = await testWorld();
const people = await addHospital(world, '云岭县人民医院');
const city = await addHospital(world, '云州市立医院', { code: '519901' });
// Public and not designated: asked for by Huangjin's pack, not by Sixian's. Beyond the county, and private, by nobody's.
const clinic = await addHospital(world, '青石镇卫生院', { designated: false });
await addHospital(world, '邻县人民医院', { designated: false, code: '519801' });
await addHospital(world, '云岭民营医院', { designated: false, isPublic: false });

const ask = (who: string, over: { division?: string; on?: string; children?: boolean } = {}) =>
  world.as(who, (ctx) => coverageOf(ctx, { children: false, missing: false, period: 'quarter', ...over } as never)) as Promise<CoverageAnswer>;
const named = async (who: string, over: { division?: string; on?: string } = {}) =>
  (await world.as(who, (ctx) => coverageHospitals(ctx, over as never))).items.map(({ hospital, open, contact, desk }) => [hospital.name, open, contact, desk]);
const addContact = (hospitalId: string, days: { fromDay: string; toDay?: string }) => world.owner.insertInto('deskContact')
  .values({ countyId: world.countyId, contactId: uuidv7(), hospitalId, name: '窗口李姐', ...days }).execute();

test('open is a window with a named person and a desk that can check; each half is counted by itself', async () => {
  expect((await ask('clerk.baima')).channel).toMatchObject({ hospitals: 2, open: 0, contact: 0, desk: 0, clause: { document: expect.stringContaining('泗县') } });
  await addContact(people, { fromDay: '2026-10-01' });
  expect((await ask('clerk.baima')).channel).toMatchObject({ open: 0, contact: 1, desk: 0 });
  await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId: people });
  await world.addAccount({ username: 'desk.city', kind: 'hospitalDesk', division: 'county', hospitalId: city });
  expect((await ask('clerk.baima')).channel).toMatchObject({ hospitals: 2, open: 1, contact: 1, desk: 2 });
  expect(await named('clerk.baima')).toEqual([['云岭县人民医院', true, true, true], ['云州市立医院', false, false, true]]);
});

test('which hospitals are to open is the pack’s: under one every public one of the county, under another the designated; a county has both kinds once', async () => {
  expect((await named('clerk.qingshi')).map(([name]) => name)).toEqual(['云岭县人民医院', '云州市立医院', '青石镇卫生院']);
  expect((await ask('clerk.qingshi')).channel.clause?.document).toContain('黄金');
  const county = await ask('officer', { children: true });
  expect(county.channel).toMatchObject({ hospitals: 3, open: 1 });
  expect(county.children!.map(({ division, channel }) => [division.name, channel.hospitals])).toEqual([['青石镇', 3], ['白马乡', 2]]);
  await addContact(clinic, { fromDay: '2026-10-01' });
  await world.addAccount({ username: 'desk.clinic', kind: 'hospitalDesk', division: 'county', hospitalId: clinic });
  expect((await ask('officer')).channel).toMatchObject({ hospitals: 3, open: 2 });
});

test('a past day has the contacts, designations and hospitals of that day', async () => {
  expect((await ask('officer', { on: '2026-09-30' })).channel).toMatchObject({ hospitals: 3, open: 0, contact: 0 });
  expect((await ask('officer', { on: '2026-10-01' })).channel).toMatchObject({ hospitals: 3, open: 2 });
  await world.owner.updateTable('designation').set({ toDay: '2026-11-20' }).where('countyId', '=', world.countyId).where('hospitalId', '=', city).execute();
  expect((await named('clerk.baima')).map(([name]) => name)).toEqual(['云岭县人民医院']);
  expect((await named('clerk.baima', { on: '2026-11-20' })).map(([name]) => name)).toEqual(['云岭县人民医院', '云州市立医院']);
  await world.owner.updateTable('account').set({ closedAt: new Date('2026-11-22T09:00:00+08:00') }).where('countyId', '=', world.countyId).where('username', '=', 'desk').execute();
  expect(await named('clerk.baima')).toEqual([['云岭县人民医院', false, true, false]]);
  expect((await named('clerk.baima', { on: '2026-11-21' }))[0]).toEqual(['云岭县人民医院', true, true, true]);
  await world.owner.updateTable('hospital').set({ endedOn: '2026-11-21' }).where('hospitalId', '=', clinic).execute();
  expect((await named('clerk.qingshi')).map(([name]) => name)).toEqual(['云岭县人民医院']);
  await expect(world.as('clerk.qingshi', (ctx) => coverageHospitals(ctx, { division: world.divisions.baima.code }))).rejects.toMatchObject({ code: 'not-found' });
});
