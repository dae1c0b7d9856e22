import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { STATES, worklistQuery } from './duties.schema.ts';
import { excuseDuty, listDuties } from './duties.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan' });
const contacts = [{ role: 'villageCadre', workerId: cadre.workerId }];
const household = await world.addHousehold({ name: '庞山一', division: 'yunshan', contacts });
await world.addHousehold({ name: '庞山二', division: 'yunshan' });
await world.addHousehold({ name: '庞水三', division: 'liuwan' });
await world.as('cadre', (ctx) => recordVisit(ctx, visitInput.parse({ id: uuidv7(), householdId: household, day: '2026-11-20', kind: 'home', outcome: 'reached', participants: [cadre.workerId] })));

/** What the first page says there is, and what is there when all pages are read. */
async function bothWays(username: string, query: object): Promise<{ total: number | undefined; read: number }> {
  const page = (more: object) => world.as(username, (ctx) => listDuties(ctx, worklistQuery.parse({ ...query, ...more })));
  const { total } = await page({ limit: 1 });
  let read = 0;
  for (let after: string | undefined; ;) {
    const { items, next } = await page({ limit: 100, ...(after === undefined ? {} : { after }) });
    read += items.length;
    if (next === null) return { total, read };
    after = next;
  }
}

const QUERIES = [
  {}, { state: 'missed' }, { state: 'open,upcoming' }, { state: 'met' }, { state: 'met,excused,vacant' }, { role: 'villageCadre' }, { role: 'carer', state: 'vacant' },
  { from: '2026-10-01', until: '2026-12-31' }, { until: '2026-11-22', state: 'missed,attempted,vacant' }, { division: world.divisions.yunshan.code }, { worker: cadre.workerId },
  { household, state: 'met,open' },
];

test.each(['officer', 'clerk.baima', 'clerk.qingshi', 'cadre'])('the total of a worklist is as many as its pages hold, for %s and every filter', async (username) => {
  let most = 0;
  for (const query of QUERIES) {
    const { total, read } = await bothWays(username, query);
    expect(total, JSON.stringify(query)).toBe(read);
    most = Math.max(most, read);
  }
  expect(most).toBeGreaterThan(5);
});

test('one township is told of nothing in the number of its list that belongs to another', async () => {
  const of = async (username: string) => (await bothWays(username, {})).total!;
  expect(await of('clerk.baima') + await of('clerk.qingshi')).toBe(await of('officer'));
  expect(await bothWays('clerk.baima', { division: world.divisions.liuwan.code })).toEqual({ total: 0, read: 0 });
});

const MIXED = [...STATES.map((one) => [one]), ['met', 'missed'], ['adapted', 'excused'], ['open', 'met', 'void'], ['upcoming', 'vacant', 'excused'], STATES];

test.each([{}, { role: 'villageCadre' }, { from: '2026-10-15', until: '2026-12-10' }])('page by page a worklist is what app.duty_state says of every duty, in its order: %o', async (asked: { role?: string; from?: string; until?: string }) => {
  const [open] = (await world.as('officer', (ctx) => listDuties(ctx, worklistQuery.parse({ household, state: 'open', limit: 1 })))).items;
  if (open) await world.as('officer', (ctx) => excuseDuty(ctx, open.id, { reason: '家里人住院，已另行安排' }));
  const seen = new Set<string>();
  for (const states of MIXED) {
    const { rows } = await sql<{ id: string; state: string }>`
      select d.duty_id as id, app.duty_state(d.fixed, d.first_day, d.last_day, d.met_on, d.after_state, ${world.today}::date) as state from app.duty d
      where d.county_id = ${world.countyId} and app.duty_state(d.fixed, d.first_day, d.last_day, d.met_on, d.after_state, ${world.today}::date) = any(${[...states]}::text[])
        and (${asked.role ?? null}::text is null or d.role = ${asked.role ?? null}) and (${asked.from ?? null}::date is null or d.last_day >= ${asked.from ?? null}::date)
        and (${asked.until ?? null}::date is null or d.last_day <= ${asked.until ?? null}::date)
      order by d.last_day, d.household_id, d.duty_id`.execute(world.owner);
    const read: { id: string; state: string }[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await world.as('officer', (ctx) => listDuties(ctx, worklistQuery.parse({ ...asked, state: states.join(','), limit: 7, ...(after ? { after } : {}) })));
      read.push(...page.items.map(({ id, state }) => ({ id, state })));
      after = page.next;
    }
    expect(read, states.join()).toEqual(rows);
    for (const { state } of rows) seen.add(state);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['met', 'open']));
});
