import { uuidv7 } from 'uuidv7';
import { afterAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { testWorld } from '../../tests/world.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { divisionRoutes } from '../divisions/divisions.routes.ts';
import { accountRoutes, workerRoutes } from './accounts.routes.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, [...divisionRoutes, ...accountRoutes, ...workerRoutes] as never);
afterAll(() => app.close());

type Method = 'GET' | 'POST' | 'PATCH';
async function call(method: Method, url: string, body?: object, username = 'administrator') {
  const answer = await app.inject({
    method, url: `/api${url}`, headers: { authorization: `Bearer ${await world.token(username)}` }, ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const { qingshi } = world.divisions;
const [accountId, postId, workerId, organisationId] = Array.from({ length: 4 }, () => uuidv7()) as [string, string, string, string];

test.each<[Method, string, object | undefined, number, (body: never) => void]>([
  ['POST', '/organisations', { id: organisationId, name: '青石镇卫生院', kind: 'clinic', divisionCode: qingshi.code }, 201, (body: object) => expect(body).toMatchObject({ id: organisationId, divisionName: '青石镇' })],
  ['POST', '/workers', { id: workerId, name: '曾医生', divisionCode: qingshi.code, phone: '13500000890', organisationId }, 201, (body: object) => expect(body).toMatchObject({ phone: '13500000890', phoneMasked: '135****0890', leader: false })],
  ['PATCH', `/workers/${workerId}`, { version: 1, name: '曾明华', leader: true }, 200, (body: object) => expect(body).toMatchObject({ version: 2, name: '曾明华', leader: true })],
  ['GET', '/workers?search=zmh', undefined, 200, (body: { items: object[] }) => expect(body.items).toMatchObject([{ id: workerId }])],
  ['GET', '/organisations', undefined, 200, (body: { items: object[] }) => expect(body.items).toHaveLength(1)],
  ['POST', '/accounts', { id: accountId, username: 'zeng', name: '曾明华', divisionCode: qingshi.code, workerId }, 201, (body: object) => expect(body).toMatchObject({ account: { username: 'zeng' }, password: expect.any(String) })],
  ['POST', '/accounts', { id: accountId, username: 'zeng', name: '曾明华', divisionCode: qingshi.code, workerId }, 200, (body: object) => expect(body).not.toHaveProperty('password')],
  ['POST', '/posts', { id: postId, accountId, kind: 'contact', divisionCode: qingshi.code, fromDay: '2026-01-01' }, 201, (body: object) => expect(body).toMatchObject({ kind: 'contact', division: { name: '青石镇' } })],
  ['GET', `/accounts?division=${qingshi.code}`, undefined, 200, (body: { items: object[] }) => expect(body.items).toContainEqual(expect.objectContaining({ username: 'zeng', posts: [expect.objectContaining({ id: postId, toDay: null })] }))],
  ['POST', `/posts/${postId}/end`, { toDay: '2026-11-01', reason: '调走' }, 200, (body: object) => expect(body).toMatchObject({ toDay: '2026-11-01' })],
  ['POST', `/accounts/${accountId}/reset`, undefined, 200, (body: object) => expect(body).toEqual({ password: expect.stringMatching(/^\S{4}-\S{4}-\S{4}$/) })],
  ['POST', `/accounts/${accountId}/close`, { reason: '离职' }, 200, (body: object) => expect(body).toMatchObject({ closed: true })],
  ['POST', `/accounts/${accountId}/reopen`, undefined, 200, (body: object) => expect(body).toMatchObject({ closed: false })],
  ['GET', '/divisions', undefined, 200, (body: { items: object[] }) => expect(body.items).toHaveLength(7)],
  ['POST', '/divisions', { name: '新桥村', parentCode: qingshi.code }, 200, (body: object) => expect(body).toMatchObject({ level: 'village', code: '519900101X01' })],
])('%s %s answers by its own description', async (method, url, body, status, holds) => {
  const answer = await call(method, url, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  holds(answer.body as never);
});

test('an account that knows no password cannot change it, and a place nobody may add to is refused as not allowed', async () => {
  expect(await call('POST', '/account/password', { current: 'x', next: 'Hao4Tian!Qi' })).toMatchObject({ status: 422, body: { code: 'password.wrong' } });
  expect(await call('POST', '/divisions', { name: '外来村', parentCode: qingshi.code }, 'clerk.baima')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
});
