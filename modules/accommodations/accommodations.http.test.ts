import { uuidv7 } from 'uuidv7';
import { afterAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { testWorld } from '../../tests/world.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { incidentRoutes } from '../incidents/incidents.routes.ts';
import { accommodationRoutes } from './accommodations.routes.ts';

const world = await testWorld();
const household = await world.addHousehold({ name: '潘山一', division: 'yunshan' });
const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, [...incidentRoutes, ...accommodationRoutes]);
afterAll(() => app.close());

async function call(method: 'GET' | 'POST', url: string, body?: object, username = 'clerk.baima') {
  const answer = await app.inject({
    method, url: `/api${url}`, headers: { authorization: `Bearer ${await world.token(username)}` }, ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('over HTTP an agreement is asked for by the village, approved by the township, reviewed, ended and listed', async () => {
  const id = uuidv7();
  const asked = { id, householdId: household, kind: 'noDays', days: [{ from: '2026-12-01', to: '2026-12-03' }], fromDay: '2026-11-01', agreedBy: '户主本人', reviewDay: '2026-11-20' };
  expect(await call('POST', '/accommodations', asked, 'cadre.yunshan')).toMatchObject({ status: 201, body: { status: 'asked', festivals: null } });
  expect((await call('POST', '/accommodations', asked, 'cadre.yunshan')).status).toBe(200);
  expect((await call('POST', `/accommodations/${id}/approve`, {}, 'cadre.yunshan')).status).toBe(403);
  expect((await call('POST', `/accommodations/${id}/approve`)).body).toMatchObject({ status: 'approved', reviewDue: true, days: [{ from: '2026-12-01', to: '2026-12-03' }] });
  expect((await call('POST', `/accommodations/${id}/review`, { day: '2026-11-21', reviewDay: '2027-01-01' })).body).toMatchObject({ reviewDue: false });
  expect((await call('POST', `/accommodations/${id}/end`, { toDay: '2026-11-21', reason: '恢复平常' })).body).toMatchObject({ status: 'ended' });
  const { body } = await call('GET', `/accommodations?household=${household}&status=ended`);
  expect(body.items.map((one: { id: string }) => one.id)).toEqual([id]);
});

test('over HTTP an incident is reported once, listed and voided', async () => {
  const report = { id: uuidv7(), householdId: household, kind: 'accident', day: '2026-11-20' };
  const [first, second] = [await call('POST', '/incidents', report, 'cadre.yunshan'), await call('POST', '/incidents', report, 'cadre.yunshan')];
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body).toEqual(first.body);
  expect(first.body.owed.length).toBeGreaterThan(0);
  expect((await call('POST', `/incidents/${report.id}/void`, { reason: '报错了人家' })).body).toMatchObject({ voided: true });
  expect((await call('GET', `/incidents?household=${household}`)).body.items).toMatchObject([{ id: report.id, voided: true }]);
});
