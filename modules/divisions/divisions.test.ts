import { expect, test } from 'vitest';
import { testWorld, type World } from '../../tests/world.ts';
import { changeDivision, createDivision, endDivision, getDivisionByCode, listDivisions } from './divisions.service.ts';

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

test('places beside each other come in the order they were entered, the tenth after the ninth', async () => {
  const hamlets = Array.from({ length: 12 }, (_, index) => `第${index + 1}组`);
  for (const name of hamlets) await add(name, baima.code, 'officer');
  const { items } = await world.as('officer', (ctx) => listDivisions(ctx));
  const below = items.filter(({ parentCode }) => parentCode === baima.code);
  expect(below.map(({ name }) => name).slice(-12)).toEqual(hamlets);
  // Only a county whose numbers pass from few digits to more can tell the two orders apart.
  expect(new Set(below.map(({ id }) => String(id).length)).size).toBeGreaterThan(1);
});

test('a village without a code gets one of our own, and may be worked with at once', async () => {
  const village = await add('新桥村', qingshi.code);
  expect(village).toMatchObject({ code: '519900101X01', level: 'village', parentCode: qingshi.code });
  const row = await world.as('officer', (ctx) => getDivisionByCode(ctx, village.code));
  expect(row.path).toBe(`${qingshi.path}${row.divisionId}.`);
  expect((await add('新桥二村', qingshi.code)).code).toBe('519900101X02');
});

test('a place is found by the digits people say of it, too', async () => {
  for (const said of ['519900', '519900000000']) expect((await world.as('reader', (ctx) => getDivisionByCode(ctx, said))).code).toBe('519900000000');
  for (const said of ['519900101', qingshi.code]) expect((await world.as('reader', (ctx) => getDivisionByCode(ctx, said))).code).toBe(qingshi.code);
  await expect(world.as('reader', (ctx) => getDivisionByCode(ctx, '519901'))).rejects.toMatchObject({ status: 404 });
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

const change = (code: string, patch: object, as = 'administrator') => world.as(as, (ctx) => changeDivision(ctx, code, { reason: '民政局更名文件', ...patch }));
const end = (code: string, as = 'administrator') => world.as(as, (ctx) => endDivision(ctx, code, { reason: '两村合并' }));

test('the county administrator renames a place and gives it its official code; no other office does', async () => {
  const { code } = await add('临时村', baima.code, 'officer');
  expect(await change(code, { name: '太平村', code: '519900102233' })).toMatchObject({ name: '太平村', code: '519900102233', parentCode: baima.code });
  await expect(change('519900102233', { name: '石桥村' })).rejects.toMatchObject({ code: 'division.known' });
  await expect(change('519900102233', { code: '519900101233' })).rejects.toMatchObject({ code: 'division.codeElsewhere' });
  await expect(change(baima.code, { code: '519900109000' })).rejects.toMatchObject({ code: 'division.codeBelow' });
  await expect(change(county.code, { name: '云岭市' })).rejects.toMatchObject({ status: 403 });
  for (const username of ['officer', 'clerk.baima', 'cadre.yunshan', 'reader']) await expect(change('519900102233', { name: '别的村' }, username), username).rejects.toMatchObject({ status: 403 });
});

test('a place ends only when nothing is left in it, and says what is', async () => {
  const { code } = await add('空村', baima.code, 'officer');
  await expect(end(code, 'clerk.baima')).rejects.toMatchObject({ status: 403 });
  expect(await end(code)).toEqual({ ok: true });
  expect((await world.as('reader', (ctx) => listDivisions(ctx))).items.map((item) => item.code)).not.toContain(code);
  await world.addHousehold({ name: '潘守义', division: 'yunshan' });
  await expect(end(world.divisions.yunshan.code)).rejects.toMatchObject({ code: 'division.inUse', text: { zh: '这里还有1 户在服务的家庭、2 个账号岗位。请先迁走、结束，再来撤销。' } });
  await expect(end(baima.code)).rejects.toMatchObject({ code: 'division.inUse' });
  await expect(end(county.code)).rejects.toMatchObject({ status: 403 });
});
