import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { bindAll, routes } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);
const inside = await world.addHousehold({ name: '潘守义', division: 'yunshan', phone: '13500000890' });
const carer = await world.addWorker({ name: '何同志', division: 'yunshan' });
const outside = await world.addHousehold({ name: '柏长青', division: 'liuwan' });

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
async function send(token: string, method: Method, url: string, payload?: object) {
  const answer = await app.inject({ method, url: `/api${url}`, headers: { authorization: `Bearer ${token}` }, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

const postOf = async (username: string): Promise<string> => (await send(await world.token(username), 'GET', '/session')).body.posts[0].id;
const ask = async (username: string, more: object = {}) =>
  send(await world.token(username), 'POST', '/tokens', { id: uuidv7(), name: '县数据平台', postId: await postOf(username), actsAs: 'reader', ...more });
const tokenOf = async (username: string, more: object = {}): Promise<string> => (await ask(username, more)).body.token;
const visit = () => ({ id: uuidv7(), householdId: inside, day: '2026-11-20', kind: 'phone', outcome: 'notReached', purposes: [], participants: [carer] });

describe('a token for a program', () => {
  test('is shown once, kept as a digest, listed without it, and ended by its owner', async () => {
    const input = { id: uuidv7(), name: '统计表', postId: await postOf('clerk.baima'), actsAs: 'reader', days: 30 };
    const own = await world.token('clerk.baima');
    const first = await send(own, 'POST', '/tokens', input);
    expect(first).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^lianxin_[\w-]{43}$/), line: { name: '统计表', division: { name: '白马乡' } } } });
    expect((await send(own, 'POST', '/tokens', input)).body).not.toHaveProperty('token');
    const rows = await world.owner.selectFrom('session').selectAll().where('countyId', '=', world.countyId).where('sessionId', '=', input.id).execute();
    expect(JSON.stringify(rows)).not.toContain(first.body.token);
    expect((await send(own, 'GET', '/tokens')).body.items).toContainEqual(expect.objectContaining({ id: input.id, actsAs: 'reader' }));
    expect((await send(first.body.token, 'GET', '/households')).status).toBe(200);
    expect((await send(own, 'DELETE', `/tokens/${input.id}`)).status).toBe(200);
    expect((await send(first.body.token, 'GET', '/households')).status).toBe(401);
  });

  test('sees its post\'s place and nothing beside', async () => {
    const token = await tokenOf('clerk.baima');
    const { body } = await send(token, 'GET', '/households');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([inside]);
    expect((await send(token, 'GET', `/households/${outside}`)).status).toBe(404);
  });

  test('of an administrator reads as a reader does: the children, the accounts and the records stay shut', async () => {
    const token = await tokenOf('administrator');
    expect((await send(token, 'GET', '/session')).body.rights).toEqual(['household.read']);
    expect((await send(token, 'GET', '/accounts')).body.items.map(({ username }: { username: string }) => username)).toEqual(['administrator']);
    for (const field of ['phone', 'children']) {
      expect((await send(token, 'POST', `/households/${inside}/reveal`, { field, purpose: 'check' })).status, field).toBe(403);
    }
    expect((await send(token, 'GET', `/reports/huangjin-ledger.xlsx?division=${world.divisions.baima.code}`)).status).toBe(403);
    expect((await send(token, 'POST', `/households/${inside}/confirm`, { day: '2026-11-20' })).status).toBe(403);
    expect((await send(token, 'POST', '/visits', visit())).status).toBe(403);
  });

  test('to record with records visits and corrects no file', async () => {
    const token = await tokenOf('clerk.baima', { actsAs: 'recorder' });
    expect(await send(token, 'POST', '/visits', visit())).toMatchObject({ status: 201 });
    expect((await send(token, 'PUT', `/households/${inside}/children`, { reason: '试一试', children: [] })).status).toBe(403);
  });

  test('even straight on the database writes nothing its kind may not', async () => {
    const token = await tokenOf('administrator');
    const { tokenDigest } = await import('../../platform/database/scope.ts');
    const { sql } = await import('kysely');
    const changed = await world.program.db.transaction().execute(async (tx) => {
      await sql`select * from app.set_scope(${tokenDigest(token)}, '', ${world.today}::date, true)`.execute(tx);
      return tx.updateTable('household').set({ groupName: '九组' }).where('countyId', '=', world.countyId).where('householdId', '=', inside).executeTakeFirst();
    });
    expect(changed.numUpdatedRows).toBe(0n);
  });

  test('never does what only its owner may: every such address refuses it', async () => {
    const token = await tokenOf('officer');
    const persons = routes.filter(({ open }) => open === 'person' || open === 'personEarly');
    expect(persons.map(({ path }) => path)).toContain('/tokens');
    for (const { method, path } of persons) {
      const { status, body } = await send(token, method, path.replace(/:\w+/g, uuidv7()), method === 'GET' ? undefined : BODIES[path] ?? {});
      // An address of another module, asked without its body, is refused for that already.
      if (status === 400 && !(path in BODIES)) continue;
      expect([status, body.code], `${method} ${path}`).toEqual([403, 'token.person']);
    }
  });

  test('cannot hold more than its post, nor a post of somebody else, nor live beyond ninety days', async () => {
    expect(await ask('reader', { actsAs: 'recorder' })).toMatchObject({ status: 422, body: { code: 'token.beyond' } });
    expect(await ask('contact')).toMatchObject({ status: 422, body: { code: 'token.beyond' } });
    expect(await ask('clerk.baima', { postId: await postOf('administrator') })).toMatchObject({ status: 422, body: { code: 'token.beyond' } });
    expect((await ask('clerk.baima', { days: 91 })).status).toBe(400);
    expect((await ask('clerk.baima', { actsAs: 'countyAdministrator' })).status).toBe(400);
  });

  test('goes with its post, with its account\'s closing, and with its day', async () => {
    const { accountId } = await world.addAccount({ username: 'leaver', kind: 'townshipClerk', division: 'baima' });
    const [byPost, byDay] = [await tokenOf('leaver'), await tokenOf('leaver', { days: 1 })];
    await world.owner.updateTable('session').set({ openedAt: new Date(Date.now() - 2 * 86_400_000), endsAt: new Date(Date.now() - 1000) })
      .where('countyId', '=', world.countyId).where('accountId', '=', accountId).where('name', 'is not', null).where('idleMinutes', '=', 1440).execute();
    expect((await send(byDay, 'GET', '/households')).status).toBe(401);
    expect((await send(byPost, 'GET', '/households')).status).toBe(200);
    await world.owner.updateTable('post').set({ toDay: '2026-11-21' }).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
    expect((await send(byPost, 'GET', '/households')).status).toBe(401);
  });
});

const BODIES: Readonly<Record<string, object>> = {
  '/tokens': { id: uuidv7(), name: '另一个', postId: uuidv7(), actsAs: 'reader' },
  '/account/password': { current: 'x', next: 'y' },
  '/account/second-factor': { password: 'x' },
  '/account/second-factor/confirm': { otp: '123456' },
  '/accounts/:id/second-factor/off': { reason: '手机丢了' },
};

describe('a password that somebody else chose', () => {
  test('opens nothing but the session itself and its own change, on every address of the program', async () => {
    const { accountId } = await world.addAccount({ username: 'newcomer', kind: 'countyAdministrator', division: 'county' });
    await world.owner.updateTable('account').set({ mustChangePassword: true }).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
    const token = await world.token('newcomer');
    expect((await send(token, 'GET', '/session')).body).toMatchObject({ account: { mustChangePassword: true }, posts: [], rights: [] });
    for (const { path } of routes.filter(({ method, open }) => method === 'GET' && open !== 'early' && open !== 'personEarly')) {
      const { status, body } = await send(token, 'GET', `${path.replace(/:\w+/g, inside)}?household=${inside}`);
      if (status === 400) continue;
      expect([status, body.code], path).toEqual([403, 'password.mustChange']);
    }
    expect(await send(token, 'POST', '/visits', visit())).toMatchObject({ status: 403, body: { code: 'password.mustChange' } });
    expect(await send(token, 'POST', '/commands', [])).toMatchObject({ status: 403, body: { code: 'password.mustChange' } });
    expect(await send(token, 'GET', `/reports/huangjin-ledger.xlsx?division=${world.divisions.baima.code}`)).toMatchObject({ status: 403, body: { code: 'password.mustChange' } });
    expect((await send(token, 'PATCH', '/account', { language: 'en' })).status).toBe(200);
    await world.owner.updateTable('account').set({ mustChangePassword: false }).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
    expect((await send(token, 'GET', '/households')).status).toBe(200);
  });
});
