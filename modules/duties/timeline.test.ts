import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { recordVisit, voidVisit } from '../visits/visits.service.ts';
import { timelineOf } from './timeline.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const household = await world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId, from: '2026-01-05' }] });

const record = async (day: string, note: string) => {
  const input = visitInput.parse({ id: uuidv7(), householdId: household, day, kind: 'phone', outcome: 'reached', participants: [cadre.workerId], note });
  await world.as('cadre', (ctx) => recordVisit(ctx, input));
  return input.id;
};

test('a household\'s timeline tells what happened, newest first, and what each visit counted for', async () => {
  await record('2026-11-10', '药快吃完');
  const mistaken = await record('2026-11-12', '记到别家去了');
  await world.as('cadre', (ctx) => voidVisit(ctx, mistaken, '记错了'));
  const { items, next } = await world.as('officer', (ctx) => timelineOf(ctx, household, { limit: 50 }));
  expect(items.map((item) => [item.at, item.kind, item.title.zh])).toEqual([
    ['2026-11-12', 'visit', '电话联系'], ['2026-11-10', 'visit', '电话联系'], ['2026-01-05', 'contact', '何山二开始担任村（居）委会干部'], ['2025-11-22', 'service', '纳入服务'],
  ]);
  expect(next).toBeNull();
  expect(items[0]).toMatchObject({ credits: [], visit: { voided: { reason: '记错了' } } });
  expect(items[1]!.text).toBe('药快吃完');
  expect(items[1]!.credits.map((credit) => credit.clause.document)).not.toEqual([]);
});

test('pages join without a gap or a repeat', async () => {
  const whole = await world.as('officer', (ctx) => timelineOf(ctx, household, { limit: 50 }));
  const ids: string[] = [];
  for (let after: string | undefined, turns = 0; turns < 20; turns++) {
    const page = await world.as('officer', (ctx) => timelineOf(ctx, household, { limit: 1, after }));
    ids.push(...page.items.map((item) => item.id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(ids).toEqual(whole.items.map((item) => item.id));
});

test('nobody outside the territory sees it', async () => {
  await expect(world.as('clerk.qingshi', (ctx) => timelineOf(ctx, household, { limit: 5 }))).rejects.toMatchObject({ code: 'not-found' });
});
