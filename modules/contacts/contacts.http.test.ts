import { uuidv7 } from 'uuidv7';
import { afterAll, describe, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { testWorld } from '../../tests/world.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { contactRoutes } from './contacts.routes.ts';

const world = await testWorld();
const [old, next] = await Promise.all(['何山二', '邹水七'].map((name) => world.addWorker({ name, division: 'baima', phone: '13500000890' }))) as [string, string];
const household = await world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'carer', workerId: old }] });

const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, contactRoutes);
afterAll(() => app.close());

async function call(method: 'GET' | 'POST', url: string, body?: object, username = 'clerk.baima') {
  const answer = await app.inject({
    method, url: `/api${url}`, headers: { authorization: `Bearer ${await world.token(username)}` }, ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

describe('over HTTP', () => {
  test('an assignment is made once, answered the same when sent again, and refused under another body', async () => {
    const body = { id: uuidv7(), householdId: household, role: 'carer', workerId: next, fromDay: '2026-11-20' };
    const [first, second, other] = [await call('POST', '/assignments', body), await call('POST', '/assignments', body), await call('POST', '/assignments', { ...body, workerId: old })];
    expect([first.status, second.status, other.status]).toEqual([201, 200, 409]);
    expect(second.body).toEqual(first.body);
    expect(other.body).toMatchObject({ code: 'id.taken', text: { zh: expect.any(String), en: expect.any(String) } });
  });

  test('a day that does not exist is named in the refusal', async () => {
    const { status, body } = await call('POST', '/assignments', { id: uuidv7(), householdId: household, role: 'carer', workerId: next, fromDay: '2026-02-30' });
    expect(status).toBe(400);
    expect(body.fields.map((field: { field: string }) => field.field)).toContain('fromDay');
  });

  test.each([
    ['/contacts/workers?limit=10', (body: { items: { worker: { phone: string } }[] }) => expect(body.items[0]!.worker.phone).toBe('13500000890')],
    ['/contacts/vacancies?division=519900102201', (body: { items: { household: { id: string } }[] }) => expect(body.items[0]!.household.id).toBe(household)],
    ['/contacts/to-tell?late=false', (body: { items: { role: string }[]; total: number }) => expect([body.items[0]!.role, body.total]).toEqual(['carer', 1])],
    ['/territory-assignments', (body: { items: object[] }) => expect(body.items).toEqual([])],
    [`/households/${household}/contacts`, (body: { items: { worker: { id: string } }[] }) => expect(body.items.map((one) => one.worker.id)).toEqual([next])],
  ])('%s answers by its own description', async (url, holds) => {
    const { status, body } = await call('GET', url);
    expect(status).toBe(200);
    holds(body);
  });

  test('nothing answers without a session', async () => {
    expect((await app.inject({ method: 'GET', url: '/api/contacts/workers' })).statusCode).toBe(401);
  });

  test('the program\'s description of itself names every route', async () => {
    const { paths } = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json();
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/assignments', '/api/handovers', '/api/households/{id}/contacts', '/api/contacts/vacancies']));
  });
});
