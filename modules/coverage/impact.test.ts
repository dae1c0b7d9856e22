import type { Pack, Rule } from '@lianxin/engine';
import { beforeAll, expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { loadBook } from '../policies/policies.service.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { impactOf, type Impact, type ImpactQuery } from './impact.service.ts';

const world = await testWorld();
const book = await loadBook();

beforeAll(async () => {
  const workerId = await world.addWorker({ name: '陶村干', division: 'yunshan' });
  await world.addHousehold({ name: '苏明', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId }] });
  await world.addHousehold({ name: '葛青', division: 'shiqiao' });
  await world.addHousehold({ name: '方荣', division: 'liuwan' });
});

/** The Sixian pack with its rules changed. */
const sixianWith = (change: (rules: readonly Rule[], pack: Pack) => readonly Rule[]): PolicyBook => {
  const pack = book.packs['sixian']!;
  return { ...book, packs: { ...book.packs, sixian: { ...pack, rules: change(pack.rules, pack) } } };
};
const changed = (id: string, change: Partial<Rule>): PolicyBook => sixianWith((rules) => rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)));

const ask = (query: Partial<ImpactQuery>, username = 'officer'): Promise<Impact> => world.as(username, (ctx) =>
  impactOf(ctx, { division: world.divisions.county.code, candidate: book, packId: null, on: '2026-11-22' as Impact['from'], days: 30, ...query }));

test('the packs of today change nothing', async () => {
  const impact = await ask({});
  expect(impact).toMatchObject({ households: { looked: 3, touched: 0 }, workers: 0, rules: [], yuan: null });
  expect(impact.duties.before).toBe(impact.duties.after);
  expect(impact.contacts.before).toBe(impact.contacts.after);
});

test('each month becomes each week: windows move where they overlap, the rest is added, and only the families under that pack are touched', async () => {
  const impact = await ask({ candidate: changed('villageCadre.contact', { window: { kind: 'week' } }) });
  // Two months overlap the 30 days from 22 November, and six weeks.
  expect(impact.rules).toEqual([expect.objectContaining({ rule: 'villageCadre.contact', packId: 'sixian', households: 2, added: 8, dropped: 0, moved: 4, changed: 0 })]);
  expect(impact.rules[0]!.clause).toHaveProperty('article');
  expect([impact.duties.after - impact.duties.before, impact.households, impact.workers]).toEqual([8, { looked: 3, touched: 2 }, 1]);
});

test('a rule that is struck out is dropped, one that asks for a visit at home is done otherwise', async () => {
  const struck = await ask({ candidate: sixianWith((rules) => rules.filter(({ id }) => id !== 'villageCadre.contact')), division: world.divisions.yunshan.code });
  expect(struck.rules).toEqual([expect.objectContaining({ rule: 'villageCadre.contact', households: 1, added: 0, dropped: 2, moved: 0, changed: 0 })]);
  const otherwise = await ask({ candidate: changed('villageCadre.contact', { kinds: ['home'] }) });
  expect(otherwise.duties).toMatchObject({ added: 0, dropped: 0, moved: 0, changed: 4 });
});

test('a place that would adopt another pack changes from that day on; a place below with a pack of its own does not', async () => {
  // The first two-month window of the new pack begins on 1 January; until then the old one goes on.
  const below = await ask({ packId: 'huangjin', division: world.divisions.baima.code, days: 120 });
  expect(below.rules.filter(({ packId }) => packId === 'sixian').every(({ dropped, moved }) => dropped + moved > 0)).toBe(true);
  expect(below.rules.some(({ packId, added, moved }) => packId === 'huangjin' && added + moved > 0)).toBe(true);
  expect([below.adopts, below.households]).toEqual(['huangjin', { looked: 2, touched: 2 }]);
  expect((await ask({ packId: 'national' })).households).toEqual({ looked: 3, touched: 2 });
  expect((await ask({ packId: 'sixian' })).households.touched).toBe(0);
});

test('only who reads a place as a whole is told of it, and no family is named', async () => {
  await expect(ask({ division: world.divisions.baima.code }, 'clerk.qingshi')).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(ask({}, 'contact')).rejects.toMatchObject({ code: 'not-allowed' });
  expect(JSON.stringify(await ask({ packId: 'national' }))).not.toMatch(/苏明|葛青|方荣/);
});
