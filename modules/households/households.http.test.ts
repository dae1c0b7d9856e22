import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { testWorld, TODAY } from '../../tests/world.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { householdRoutes } from './households.routes.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, householdRoutes);
afterAll(() => app.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
async function call(method: Method, url: string, body?: object, username = 'clerk.qingshi') {
  const answer = await app.inject({
    method, url: `/api${url}`, headers: { authorization: `Bearer ${await world.token(username)}` }, ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const [id, memberId, spouseId, flagId, awayId, viewId] = Array.from({ length: 6 }, () => uuidv7()) as [string, string, string, string, string, string];
const household = {
  id, headName: '潘秀英', divisionCode: world.divisions.liuwan.code, groupName: '二组', phone: '13800000001', category: 'bereaved',
  members: [{ id: memberId, name: '潘秀英', relation: 'wife', birthDay: '1956-03-07' }], children: [{ name: '潘小宝', events: [{ kind: 'died', day: '2011-05-01' }] }],
  situation: { living: '一个人住' },
};

let first: Awaited<ReturnType<typeof call>>;
beforeAll(async () => { first = await call('POST', '/households', household); });

test('a file is opened with 201, answered again with 200, and refused under another body with 409', async () => {
  expect(first.status).toBe(201);
  expect(await call('POST', '/households', household)).toEqual({ status: 200, body: first.body });
  expect(await call('POST', '/households', { ...household, groupName: '九组' })).toMatchObject({ status: 409, body: { code: 'id.taken' } });
});

test('what is not right is named by its field, in both languages', async () => {
  const { status, body } = await call('POST', '/households', { ...household, id: uuidv7(), servedFrom: '2026-02-30', category: 'other' });
  expect(status).toBe(400);
  expect(body.fields.map((field: { field: string }) => field.field).sort()).toEqual(['category', 'servedFrom']);
  const phone = await call('POST', '/households', { ...household, id: uuidv7(), members: [{ id: uuidv7(), name: '某', phone: '12' }] });
  expect(phone).toMatchObject({ status: 422, body: { code: 'phone.length', fields: [{ field: 'members.0.phone', message: { zh: expect.any(String), en: expect.any(String) } }] } });
});

test.each<[Method, string, object | undefined, (body: never) => void]>([
  ['GET', '/households?search=pxy&vacant=true', undefined, (body: { items: object[]; total: number }) => expect(body).toMatchObject({ items: [{ id, family: '潘家', township: { name: '青石镇' }, nextDue: expect.any(String) }], total: 1, next: null })],
  ['GET', `/households/${id}`, undefined, (body: object) => expect(body).toMatchObject({ id, situation: { living: '一个人住', difficulties: '' }, children: 1 })],
  ['POST', `/households/${id}/reveal`, { field: 'phone', purpose: 'call' }, (body: object) => expect(body).toEqual({ field: 'phone', value: '13800000001' })],
  ['POST', `/households/${id}/reveal`, { field: 'children', purpose: 'check' }, (body: { value: object[] }) => expect(body.value).toEqual([{ name: '潘小宝', events: [{ kind: 'died', day: '2011-05-01' }] }])],
  ['PATCH', `/households/${id}`, { version: 1, reason: '核对地址', changes: { groupName: '三组' } }, (body: object) => expect(body).toMatchObject({ version: 2, groupName: '三组' })],
  ['POST', `/households/${id}/members`, { id: spouseId, name: '潘父', relation: 'husband' }, (body: { members: object[] }) => expect(body.members).toHaveLength(2)],
  ['PATCH', `/households/${id}/members/${spouseId}`, { reason: '补登', changes: { birthDay: '1954-01-01', phone: '13800000002' } }, (body: { members: object[] }) => expect(body.members).toContainEqual(expect.objectContaining({ id: spouseId, age: 72, phone: { masked: '138****0002' } }))],
  ['PUT', `/households/${id}/children`, { reason: '更正', children: [] }, (body: object) => expect(body).toMatchObject({ children: 0 })],
  ['POST', `/households/${id}/flags`, { id: flagId, key: 'livingAlone', source: '村里登记', fromDay: '2026-01-01' }, (body: object) => expect(body).toMatchObject({ flags: [{ id: flagId, key: 'livingAlone', memberId: null, toDay: null }] })],
  ['POST', `/households/${id}/flags/${flagId}/end`, { toDay: '2026-11-01', reason: '配偶回来' }, (body: object) => expect(body).toMatchObject({ flags: [{ toDay: '2026-11-01' }] })],
  ['POST', '/aways', { id: awayId, householdId: id, place: '成都', fromDay: '2026-10-01' }, (body: object) => expect(body).toMatchObject({ residence: [{ id: awayId, kind: 'away' }] })],
  ['POST', `/aways/${awayId}/end`, { toDay: '2026-11-10' }, (body: object) => expect(body).toMatchObject({ residence: [{ toDay: '2026-11-10' }] })],
  ['POST', `/households/${id}/confirm`, { day: TODAY }, (body: object) => expect(body).toMatchObject({ updatedOn: TODAY, stale: false })],
  ['GET', `/households/${id}/history?limit=2`, undefined, (body: { items: object[]; next: string }) => { expect(body.items).toHaveLength(2); expect(body.next).toEqual(expect.any(String)); }],
  ['GET', '/records?kind=change', undefined, (body: { items: { action: string; after: object }[] }) => expect(body.items.at(-1)).toMatchObject({ action: 'create', actor: { name: 'clerk.qingshi' }, after: { headName: '潘秀英' } })],
  ['GET', '/suggest?q=pxy', undefined, (body: object) => expect(body).toEqual({ items: [{ kind: 'household', id, label: '潘秀英', hint: '青石镇 · 柳湾村 · 三组' }], next: null })],
  ['GET', '/suggest?q=%E6%9F%B3%E6%B9%BE', undefined, (body: { items: object[] }) => expect(body.items).toContainEqual({ kind: 'division', id: world.divisions.liuwan.code, label: '柳湾村', hint: '青石镇' })],
  ['POST', '/views', { id: viewId, name: '缺人的', query: { vacant: true } }, (body: object) => expect(body).toEqual({ id: viewId, name: '缺人的', query: { vacant: true } })],
  ['GET', '/views', undefined, (body: { items: object[] }) => expect(body.items).toHaveLength(1)],
  ['DELETE', `/views/${viewId}`, undefined, (body: object) => expect(body).toEqual({ ok: true })],
  ['GET', '/adoptions', undefined, (body: { items: object[] }) => expect(body.items).toHaveLength(2)],
  ['POST', `/households/${id}/end-service`, { toDay: TODAY, reason: '迁出' }, (body: object) => expect(body).toMatchObject({ served: [{ toDay: TODAY }] })],
])('%s %s answers by its own description', async (method, url, body, holds) => {
  const answer = await call(method, url, body);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  holds(answer.body as never);
});

test('history goes on where the page before ended, to the first entry, each once', async () => {
  const seen: string[] = [];
  let after = '';
  do {
    const { body } = await call('GET', `/households/${id}/history?kind=change&limit=3${after && `&after=${after}`}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    after = body.next ?? '';
  } while (after);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(9);
  const whole = await call('GET', `/households/${id}/history?kind=change&limit=200`);
  expect(whole.body.items.map((item: { id: string }) => item.id)).toEqual(seen);
});

test('records are found by day and by who made them', async () => {
  const today = (await call('GET', '/records?kind=change&limit=200', undefined, 'officer')).body.items as { actor: { id: string } }[];
  const mine = today[0]!.actor.id;
  expect((await call('GET', `/records?kind=change&account=${mine}&limit=200`, undefined, 'officer')).body.items).toHaveLength(today.filter((item) => item.actor.id === mine).length);
  expect((await call('GET', '/records?kind=change&to=2020-01-01', undefined, 'officer')).body.items).toEqual([]);
  expect((await call('GET', '/records?from=2020-01-01', undefined, 'reader')).status).toBe(403);
});
