import { Secret, TOTP } from 'otpauth';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';
import { hashPassword } from './accounts.password.ts';

const world = await testWorld();
const PASSWORD = 'Qing-shi-2026';
const app = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);

const post = async (url: string, payload: object, username?: string) => {
  const headers = { host: '127.0.0.1:5180', ...(username ? { authorization: `Bearer ${await world.token(username)}` } : {}) };
  const answer = await app.inject({ method: 'POST', url: `/api${url}`, payload, headers });
  return { status: answer.statusCode, body: answer.json() };
};
const signIn = (username: string, otp?: string, password = PASSWORD) => post('/session', { username, password, ...(otp === undefined ? {} : { otp }) });

// A half minute that ends between making a code and sending it would make another code of it, about once in a hundred: time stands still meanwhile.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

const codeOf = (secret: string, halfMinutesFromNow = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + halfMinutesFromNow * 30_000 });

async function newAccount() {
  const username = `f${uuidv7().slice(-10)}`;
  const { accountId } = await world.addAccount({ username, kind: 'townshipClerk', division: 'baima' });
  await world.owner.updateTable('account').set({ passwordHash: await hashPassword(PASSWORD) }).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
  return { username, accountId };
}

/** An account whose codes are on; the half minute before now was used to turn them on, so that the present one is still free. */
async function secured() {
  const account = await newAccount();
  const { body: { secret } } = await post('/account/second-factor', { password: PASSWORD }, account.username);
  const { body: { recoveryCodes } } = await post('/account/second-factor/confirm', { otp: codeOf(secret, -1) }, account.username);
  return { ...account, secret: secret as string, recoveryCodes: recoveryCodes as string[] };
}

describe('setting up one-time codes', () => {
  test('asks for the password, then for a first code, and only then at the door', async () => {
    const { username } = await newAccount();
    expect(await post('/account/second-factor', { password: 'Wrong-1234' }, username)).toMatchObject({ status: 422, body: { code: 'password.wrong' } });
    const begun = await post('/account/second-factor', { password: PASSWORD }, username);
    expect(begun.body.uri).toContain(`secret=${begun.body.secret}`);
    expect((await signIn(username)).status).toBe(200);
    expect(await post('/account/second-factor/confirm', { otp: '000' }, username)).toMatchObject({ status: 422, body: { code: 'otp.wrong' } });
    const confirmed = await post('/account/second-factor/confirm', { otp: codeOf(begun.body.secret) }, username);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(8);
    expect(await signIn(username)).toMatchObject({ status: 401, body: { code: 'otp.needed' } });
  });

  test('cannot be begun again while they are on, nor confirmed before they were begun', async () => {
    const { username } = await secured();
    expect(await post('/account/second-factor', { password: PASSWORD }, username)).toMatchObject({ status: 409, body: { code: 'otp.on' } });
    expect(await post('/account/second-factor/confirm', { otp: '123456' }, (await newAccount()).username)).toMatchObject({ status: 409, body: { code: 'otp.notBegun' } });
  });

  test('leaves no secret and no recovery code readable in the database', async () => {
    const { accountId, secret, recoveryCodes } = await secured();
    const row = await world.owner.selectFrom('secondFactor').selectAll().where('countyId', '=', world.countyId).where('accountId', '=', accountId).executeTakeFirstOrThrow();
    const stored = Buffer.concat([row.secretEnc, ...row.recovery]).toString('latin1');
    for (const word of [secret, ...recoveryCodes]) expect(stored).not.toContain(word);
    await expect(world.as('administrator', (ctx) => ctx.tx.selectFrom('secondFactor').select('secretEnc').where('countyId', '=', world.countyId).execute())).rejects.toMatchObject({ code: '42501' });
  });
});

describe('at the door', () => {
  test('a code opens once, and neither it nor an earlier one opens again', async () => {
    const { username, secret } = await secured();
    const now = codeOf(secret);
    expect((await signIn(username, now)).status).toBe(200);
    expect(await signIn(username, now)).toMatchObject({ status: 401, body: { code: 'otp.wrong' } });
    expect(await signIn(username, codeOf(secret, -1))).toMatchObject({ status: 401, body: { code: 'otp.wrong' } });
    expect((await signIn(username, codeOf(secret, 1))).status).toBe(200);
  });

  test('one code sent twice at the same moment opens once', async () => {
    const { username, secret } = await secured();
    const now = codeOf(secret);
    const both = await Promise.all([signIn(username, now), signIn(username, now)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('a recovery code opens once, however it is typed, and for its own account only', async () => {
    const [mine, other] = [await secured(), await secured()];
    const code = mine.recoveryCodes[0]!;
    expect((await signIn(other.username, code)).status).toBe(401);
    expect((await signIn(mine.username, code.replace('-', ' ').toUpperCase())).status).toBe(200);
    expect((await signIn(mine.username, code)).status).toBe(401);
    expect((await signIn(mine.username, mine.recoveryCodes[1])).status).toBe(200);
  });

  test('codes two minutes old or ahead are none of now', async () => {
    const { username, secret } = await secured();
    for (const away of [-4, 4]) expect((await signIn(username, codeOf(secret, away))).status).toBe(401);
  });

  test('wrong codes and wrong passwords are one count, and the fifth locks', async () => {
    const { username, secret } = await secured();
    const tries = [await signIn(username, '000000'), await signIn(username, undefined, 'Wrong-1234'), await signIn(username, 'abcde-fghjk'), await signIn(username, '000001'), await signIn(username, '000002')];
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423]);
    expect((await signIn(username, codeOf(secret))).status).toBe(423);
  });

  test('a missing code is no wrong one: the door asks for it as often as one likes', async () => {
    const { username, secret } = await secured();
    for (let turn = 0; turn < 6; turn++) expect((await signIn(username)).body.code).toBe('otp.needed');
    expect((await signIn(username, codeOf(secret))).status).toBe(200);
  });

  test('who does not know the password is not told that there are codes', async () => {
    const { username } = await secured();
    expect((await signIn(username, undefined, 'Wrong-1234')).body.code).toBe('sign-in.wrong');
  });
});

describe('turning them off', () => {
  test('is for an administrator, with a reason that stays on record, and never for oneself', async () => {
    const { username, accountId } = await secured();
    const off = (as: string, id = accountId) => post(`/accounts/${id}/second-factor/off`, { reason: '手机丢了，本人来过' }, as);
    expect((await off('clerk.baima')).status).toBe(404);
    expect((await off(username)).status).toBe(403);
    expect(await off('administrator')).toMatchObject({ status: 200, body: { secondFactor: false } });
    expect(await off('administrator')).toMatchObject({ status: 409, body: { code: 'otp.off' } });
    expect((await signIn(username)).status).toBe(200);
    const { reason } = await world.owner.selectFrom('record').select('reason').where('countyId', '=', world.countyId).where('subjectId', '=', accountId).where('action', '=', 'secondFactorOff').executeTakeFirstOrThrow();
    expect(reason).toBe('手机丢了，本人来过');
  });
});
