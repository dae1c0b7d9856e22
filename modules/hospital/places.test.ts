import { day } from '@lianxin/engine';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHospital as layHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { givePost } from '../accounts/posts.service.ts';
import { addDeskContact, addHospital, designate, endDesignation, endDeskContact, listHospitals } from './places.service.ts';

const world = await testWorld();
const office = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as('officer', work);

test('the county adds a hospital, designates it, names whom to ask for, and ends each with its reason', async () => {
  const [id, designationId, contactId] = [uuidv7(), uuidv7(), uuidv7()];
  await office((ctx) => addHospital(ctx, { id, name: '云岭县人民医院', code: '519900', level: 'county', public: true }));
  await office((ctx) => designate(ctx, { id: designationId, hospitalId: id, fromDay: day('2026-01-01') }));
  await expect(office((ctx) => designate(ctx, { id: uuidv7(), hospitalId: id, fromDay: day('2026-05-01') }))).rejects.toMatchObject({ code: 'designation.twice' });
  await office((ctx) => addDeskContact(ctx, { id: contactId, hospitalId: id, name: '程小满', phone: '0551-5550101', place: '门诊大厅', inCharge: true, fromDay: day('2026-01-01') }));
  const [hospital] = (await office((ctx) => listHospitals(ctx, { designated: true }))).items;
  expect(hospital).toMatchObject({ name: '云岭县人民医院', own: true, designated: true, desks: 0, contacts: [{ name: '程小满', phone: '0551-5550101', inCharge: true }] });
  await office((ctx) => endDeskContact(ctx, contactId, { toDay: day('2026-11-21'), reason: '调走了' }));
  await office((ctx) => endDesignation(ctx, designationId, { toDay: day('2026-11-21'), reason: '不再定点' }));
  expect((await office((ctx) => listHospitals(ctx, { designated: true }))).items).toEqual([]);
});

test('a township reads hospitals and changes none', async () => {
  await expect(world.as('clerk.baima', (ctx) => addHospital(ctx, { id: uuidv7(), name: '白马乡卫生院', code: '519900', level: 'township', public: true }))).rejects.toMatchObject({ code: 'not-allowed' });
  expect((await world.as('clerk.baima', (ctx) => listHospitals(ctx))).items.length).toBeGreaterThan(0);
});

test('a post at a desk names a hospital of the county, and no other post names one', async () => {
  const hospitalId = await layHospital(world, '云岭县中医院');
  const { accountId } = await world.addAccount({ username: 'to-be', kind: 'reader', division: 'yunshan' });
  const input = { accountId, divisionCode: world.divisions.county.code, fromDay: day('2026-11-01') };
  const give = (post: { kind: 'hospitalDesk' | 'reader'; hospitalId?: string }) => world.as('administrator', (ctx) => givePost(ctx, { id: uuidv7(), ...input, ...post }));
  await expect(give({ kind: 'hospitalDesk' })).rejects.toMatchObject({ code: 'post.hospital' });
  await expect(give({ kind: 'reader', hospitalId })).rejects.toMatchObject({ code: 'post.hospital' });
  await expect(give({ kind: 'hospitalDesk', hospitalId: uuidv7() })).rejects.toMatchObject({ code: 'post.hospital' });
  expect((await give({ kind: 'hospitalDesk', hospitalId })).value.hospital).toEqual({ id: hospitalId, name: '云岭县中医院' });
  const kept = (await office((ctx) => listHospitals(ctx))).items.find(({ id }) => id === hospitalId);
  expect(kept?.desks).toBe(1);
});
