import type { FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';
import { hashPassword } from './accounts.password.ts';

const world = await testWorld();
const PASSWORD = 'Qing-shi-2026';

async function newServer(requestsPerMinute = 1_000_000): Promise<FastifyInstance> {
  const app = await openServer({ version: 'test', log: false, requestsPerMinute });
  bindAll(app, world.program);
  return app;
}
const app = await newServer();

async function newAccount(more: { demo?: boolean } = {}) {
  const username = `u${uuidv7().slice(-10)}`;
  const { accountId } = await world.addAccount({ username, kind: 'townshipClerk', division: 'baima' });
  await world.owner.updateTable('account').set({ passwordHash: await hashPassword(PASSWORD), demo: more.demo ?? false })
    .where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
  return { username, accountId };
}

const signIn = (username: string, password: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/api/session', payload: { username, password }, headers: { host: '127.0.0.1:5180', ...headers } });

const whoAmI = (cookie: string) => app.inject({ method: 'GET', url: '/api/session', headers: { cookie } });
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) => answer.headers['set-cookie']!.toString().split(';')[0]!;

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites cannot send, and says who is there', async () => {
    const { username } = await newAccount();
    const answer = await signIn(username, PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
    const session = await whoAmI(cookieOf(answer));
    expect(session.json()).toMatchObject({ account: { username }, county: { name: '云岭县' }, posts: [{ kind: 'townshipClerk', division: { name: '白马乡' } }] });
    expect(session.json().rights).not.toContain('account.write');
  });

  test('leaves only a digest of the token in the database', async () => {
    const { username, accountId } = await newAccount();
    const token = cookieOf(await signIn(username, PASSWORD)).split('=')[1]!;
    const rows = await world.owner.selectFrom('session').selectAll().where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('a wrong password and an unknown name are answered alike', async () => {
    const { username } = await newAccount();
    const [wrong, unknown] = [await signIn(username, 'Wrong-1234'), await signIn('nobody.there', 'Wrong-1234')];
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(wrong.json()).toEqual(unknown.json());
  });

  test('the fifth wrong password locks the account, and then even the right one waits', async () => {
    const { username } = await newAccount();
    const codes: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) codes.push((await signIn(username, 'Wrong-1234')).statusCode);
    expect(codes).toEqual([401, 401, 401, 401, 423]);
    expect((await signIn(username, PASSWORD)).json()).toMatchObject({ code: 'sign-in.locked' });
  });

  test('a name that nobody has, and one whose account is closed, lock like any other: who guesses cannot tell them apart', async () => {
    const [known, closed] = [await newAccount(), await newAccount()];
    await world.owner.updateTable('account').set({ closedAt: new Date() }).where('countyId', '=', world.countyId).where('accountId', '=', closed.accountId).execute();
    const said = async (username: string) => {
      const answers = [];
      for (let attempt = 0; attempt < 7; attempt++) answers.push(await signIn(username, 'Wrong-1234'));
      return answers.map((answer) => {
        const { code, status, fields, text } = answer.json() as { code: string; status: number; fields: { field: string }[]; text: { en: string } };
        return { code, status, fields: fields.map(({ field }) => field), en: text.en.replace(/\d\d:\d\d/, 'then'), headers: Object.keys(answer.headers).sort() };
      });
    };
    const [first, ...others] = [await said(known.username), await said(`u${uuidv7().slice(-10)}`), await said(closed.username)];
    expect(first!.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423, 423, 423]);
    for (const other of others) expect(other).toEqual(first);
  });

  test('floods of names that nobody has leave a bounded number of rows without a name in them', async () => {
    for (let name = 0; name < 4; name++) await signIn(`u${uuidv7().slice(-10)}`, 'Wrong-1234');
    const rows = await world.owner.selectFrom('signInGuess').selectAll().execute();
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['bucket', 'failures', 'lockedUntil']);
    await expect(world.owner.insertInto('signInGuess').values({ bucket: 65_536, failures: 1 }).execute()).rejects.toMatchObject({ code: '23514' });
  });

  test('guesses at an unknown name sent at the same moment cannot share a count either', async () => {
    const username = `u${uuidv7().slice(-10)}`;
    await Promise.all(Array.from({ length: 10 }, () => signIn(username, 'Wrong-1234')));
    expect((await signIn(username, 'Wrong-1234')).statusCode).toBe(423);
  });

  test('guesses sent at the same moment cannot share a count', async () => {
    const { username } = await newAccount();
    await Promise.all(Array.from({ length: 10 }, () => signIn(username, 'Wrong-1234')));
    expect((await signIn(username, PASSWORD)).statusCode).toBe(423);
  });

  test('a right password in between starts the count anew', async () => {
    const { username } = await newAccount();
    for (let attempt = 0; attempt < 4; attempt++) await signIn(username, 'Wrong-1234');
    expect((await signIn(username, PASSWORD)).statusCode).toBe(200);
    expect((await signIn(username, 'Wrong-1234')).statusCode).toBe(401);
  });

  test.each([
    ['a proxy handed it on', { 'x-forwarded-for': '10.0.0.7' }],
    ['it was asked for by another name', { host: 'lianxin.example.gov.cn' }],
  ])('a demo account is refused when %s, and works on the machine itself', async (_when, headers) => {
    const { username } = await newAccount({ demo: true });
    expect((await signIn(username, PASSWORD, headers)).json()).toMatchObject({ code: 'demo.remote', status: 403 });
    expect((await signIn(username, PASSWORD)).statusCode).toBe(200);
  });
});

describe('a session ends', () => {
  const age = (accountId: string, columns: { seenAt?: Date; endsAt?: Date }) =>
    world.owner.updateTable('session').set(columns).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  test('after thirty idle minutes, not after twenty-nine', async () => {
    const { username, accountId } = await newAccount();
    const cookie = cookieOf(await signIn(username, PASSWORD));
    await age(accountId, { seenAt: ago(29) });
    expect((await whoAmI(cookie)).statusCode).toBe(200);
    await age(accountId, { seenAt: ago(31) });
    expect((await whoAmI(cookie)).json()).toMatchObject({ code: 'session.none', status: 401 });
  });

  test('after its twelve hours however busy it was', async () => {
    const { username, accountId } = await newAccount();
    const cookie = cookieOf(await signIn(username, PASSWORD));
    await age(accountId, { endsAt: ago(1) });
    expect((await whoAmI(cookie)).statusCode).toBe(401);
  });

  test('when its owner signs out, or ends it from another device', async () => {
    const { username } = await newAccount();
    const [first, second] = [cookieOf(await signIn(username, PASSWORD)), cookieOf(await signIn(username, PASSWORD))];
    const list = await app.inject({ method: 'GET', url: '/api/sessions', headers: { cookie: first } });
    const other = list.json().items.find((session: { current: boolean }) => !session.current);
    expect((await app.inject({ method: 'DELETE', url: `/api/sessions/${other.id}`, headers: { cookie: first } })).statusCode).toBe(200);
    expect((await whoAmI(second)).statusCode).toBe(401);
    await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: first } });
    expect((await whoAmI(first)).statusCode).toBe(401);
  });

  test('without any cookie or token there is none', async () => {
    expect((await app.inject({ method: 'GET', url: '/api/households' })).json()).toMatchObject({ code: 'session.none' });
  });
});

describe('what the browser is told', () => {
  test('every answer carries a policy that lets nothing in from outside, and the API is not kept', async () => {
    const { headers } = await app.inject({ method: 'GET', url: '/api/session' });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['another origin', { origin: 'https://elsewhere.example' }, 403],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403],
    ['the same origin', { origin: 'http://127.0.0.1:5180' }, 401],
  ])('a write from %s answers as it should', async (_from, headers, status) => {
    expect((await signIn('nobody.there', 'Wrong-1234', headers as unknown as Record<string, string>)).statusCode).toBe(status);
  });

  test('too many requests in a minute are refused with a word on what to do', async () => {
    const narrow = await newServer(3);
    const codes: number[] = [];
    for (let turn = 0; turn < 5; turn++) codes.push((await narrow.inject({ method: 'GET', url: '/api/session' })).statusCode);
    expect(codes).toEqual([401, 401, 401, 429, 429]);
    await narrow.close();
  });

  test('the description of the API is OpenAPI 3.1 and names every route', async () => {
    const { paths, openapi } = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json();
    expect(openapi).toBe('3.1.0');
    for (const path of ['/api/session', '/api/visits', '/api/households', '/api/duties', '/api/coverage', '/api/commands', '/api/assignments', '/api/handovers']) {
      expect(Object.keys(paths), path).toContain(path);
    }
  });
});
