import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';
import { visitRoutes } from './visits.routes.ts';

// Over HTTP what must be known of the household leaves with the question for the scope; called as a use case, as the other tests do, behind it.
const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const stranger = await world.addAccount({ username: 'stranger', kind: 'contact', division: 'yunshan', name: '邹水七' });
const newHousehold = () => world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });
const household = await newHousehold();

const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, visitRoutes);
afterAll(() => app.close());

const visit = (more: object = {}) => ({ id: uuidv7(), householdId: household, day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId], ...more });

async function post(payload: object, username = 'cadre') {
  const answer = await app.inject({ method: 'POST', url: '/api/visits', headers: { authorization: `Bearer ${await world.token(username)}` }, payload });
  return { status: answer.statusCode, body: answer.json() };
}

test('a visit is recorded once, answered the same when sent again, and refused under another body', async () => {
  const body = visit();
  const [first, second, other] = [await post(body), await post(body), await post({ ...body, kind: 'home' })];
  expect([first.status, second.status, other.status]).toEqual([201, 200, 409]);
  expect(second.body).toEqual(first.body);
  expect(first.body.credited.map((one: { rule: string }) => one.rule)).toContain('villageCadre.contact');
});

test('a household that is not the reader’s to see, and one that there is not, are the same answer', async () => {
  const unseen = await post(visit({ participants: [stranger.workerId] }), 'stranger');
  const unknown = await post(visit({ householdId: uuidv7(), participants: [stranger.workerId] }), 'stranger');
  expect(unseen).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(unknown.body).toEqual(unseen.body);
});

test('who is signed out, or has yet to change a password somebody else chose, is told that and not of the household', async () => {
  const ended = await world.addAccount({ username: 'ended', kind: 'villageCadre', division: 'yunshan', name: '柳木五' });
  const fresh = await world.addAccount({ username: 'fresh', kind: 'villageCadre', division: 'yunshan', name: '石土三' });
  await Promise.all(['ended', 'fresh'].map((username) => world.token(username)));
  await world.owner.updateTable('session').set({ endsAt: new Date(0) }).where('countyId', '=', world.countyId).where('accountId', '=', ended.accountId).execute();
  await world.owner.updateTable('account').set({ mustChangePassword: true }).where('countyId', '=', world.countyId).where('accountId', '=', fresh.accountId).execute();
  expect(await post(visit(), 'ended')).toMatchObject({ status: 401, body: { code: 'session.none' } });
  expect(await post(visit(), 'fresh')).toMatchObject({ status: 403, body: { code: 'password.mustChange' } });
});

test('visits of one household posted at the same moment each know of those before', async () => {
  const householdId = await newHousehold();
  const stored = async () => (await sql`select jsonb_agg(d order by d.duty_id) as duties from app.duty d
    where d.county_id = ${world.countyId} and d.household_id = ${householdId}`.execute(world.owner)).rows;
  const days = ['2026-11-22', '2026-11-21', '2026-11-15', '2026-11-08', '2026-11-01', '2026-10-30'].map(day);
  const answers = await Promise.all(days.map((on, index) => post(visit({ householdId, day: on, kind: index % 2 ? 'home' : 'phone' }))));
  expect(answers.map(({ status }) => status)).toEqual(days.map(() => 201));
  const written = await stored();
  await world.as('cadre', (ctx) => ctx.duties.refresh(ctx, [householdId]));
  expect(written).toEqual(await stored());
});
