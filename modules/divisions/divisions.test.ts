import { expect, test } from 'vitest';
import { testWorld, type World } from '../../tests/world.ts';
import { createDivision, getDivisionByCode, listDivisions } from './divisions.service.ts';

const world: World = await testWorld();
const { county, qingshi, liuwan, baima } = world.divisions;

const add = (name: string, parentCode: string, as = 'clerk.qingshi', code?: string) =>
  world.as(as, (ctx) => createDivision(ctx, { name, parentCode, ...(code ? { code } : {}) }));

test('the tree comes parents first, with the pack each place adopted', async () => {
  const { items } = await world.as('contact', (ctx) => listDivisions(ctx));
  const at = (code: string) => items.findIndex((item) => item.code === code);
  for (const item of items) if (item.parentCode) expect(at(item.parentCode)).toBeLessThan(at(item.code));
  expect(items.find((item) => item.code === qingshi.code)).toMatchObject({ packId: 'huangjin', packFrom: '2021-10-08', level: 'township' });
  expect(items.find((item) => item.code === liuwan.code)).toMatchObject({ packId: null, parentCode: qingshi.code });
});

test('a village without a code gets one of our own, and may be worked with at once', async () => {
  const village = await add('新桥村', qingshi.code);
  expect(village).toMatchObject({ code: '519900101X01', level: 'village', parentCode: qingshi.code });
  const row = await world.as('officer', (ctx) => getDivisionByCode(ctx, village.code));
  expect(row.path).toBe(`${qingshi.path}${row.divisionId}.`);
  expect((await add('新桥二村', qingshi.code)).code).toBe('519900101X02');
});

test('an official code is kept when it fits its parent and is free', async () => {
  expect((await add('前进村', qingshi.code, 'clerk.qingshi', '519900101209')).code).toBe('519900101209');
  await expect(add('后进村', qingshi.code, 'clerk.qingshi', '519900101209')).rejects.toMatchObject({ status: 409, code: 'division.codeTaken' });
  await expect(add('后进村', qingshi.code, 'clerk.qingshi', '519900102209')).rejects.toMatchObject({ status: 422, code: 'division.codeElsewhere' });
});

test('two places of one parent never share a name, and a village holds no village', async () => {
  await expect(add('柳湾村', qingshi.code)).rejects.toMatchObject({ status: 409, code: 'division.known' });
  await expect(add('某村', liuwan.code)).rejects.toMatchObject({ status: 422, code: 'division.level' });
  await expect(add('某村', '000000000000')).rejects.toMatchObject({ status: 404 });
});

test('a place is added by the office whose territory holds its parent, and by nobody else', async () => {
  for (const username of ['clerk.baima', 'cadre.liuwan', 'contact', 'reader']) {
    await expect(add('外来村', qingshi.code, username), username).rejects.toSatisfy((error: { status?: number; code?: string }) => error.status === 403 || error.code === '42501');
  }
  expect((await add('外来村', baima.code, 'officer')).parentCode).toBe(baima.code);
  await expect(add('新区街道', county.code)).rejects.toMatchObject({ code: '42501' });
  expect((await add('新区街道', county.code, 'officer')).code).toBe('519900X01000');
});
