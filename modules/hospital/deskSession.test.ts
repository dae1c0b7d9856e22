import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { tokenDigest } from '../../platform/database/scope.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { refused, runAlone } from '../../platform/http/lone.ts';
import { checkAtDesk } from './desk.service.ts';
import { authoriseDesk } from './hospital.access.ts';

const world = await testWorld();
const hospitalId = await addHospital(world, '云岭县人民医院');
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const { countyId, divisions: { county: { divisionId } }, today } = world;
const MINUTE = 60_000;

const days = fc.constantFrom<readonly [string, string | null]>(['2026-01-01', null], ['2026-01-01', today], ['2026-01-01', '2026-11-21'], ['2026-11-23', null]);
const sessions = fc.record({
  /** Minutes since it was last used, and until it ends. */
  resting: fc.constantFrom(0, 2, 29, 31), left: fc.constantFrom(-1, 300), idleMinutes: fc.constantFrom(1, 30),
  closed: fc.boolean(), mustChangePassword: fc.boolean(), program: fc.boolean(), token: fc.boolean(),
  posts: fc.array(fc.record({ kind: fc.constantFrom('hospitalDesk', 'hospitalHead', 'reader'), days }), { maxLength: 3 }),
});
type Asked = typeof sessions extends fc.Arbitrary<infer T> ? T : never;

/** @returns the token of that session */
async function opened({ resting, left, idleMinutes, closed, mustChangePassword, program, token, posts }: Asked): Promise<string> {
  const [accountId, secret] = [uuidv7(), randomBytes(32).toString('base64url')];
  const rows = posts.map(({ kind, days: [fromDay, toDay] }) =>
    ({ countyId, postId: uuidv7(), accountId, kind, divisionId, fromDay, toDay, hospitalId: kind === 'reader' ? null : hospitalId }));
  await world.owner.insertInto('account').values({
    countyId, accountId, divisionId, username: accountId, name: '窗口', passwordHash: '!', mustChangePassword, closedAt: closed ? new Date() : null,
  }).execute();
  if (rows.length > 0) await world.owner.insertInto('post').values(rows).execute();
  const acting = token ? rows.find(({ fromDay, toDay }) => fromDay <= today && (toDay ?? today) >= today) : undefined;
  await world.owner.insertInto('session').values({
    digest: tokenDigest(secret), sessionId: uuidv7(), countyId, accountId, openedAt: new Date(Date.now() - 60 * MINUTE), seenAt: new Date(Date.now() - resting * MINUTE),
    endsAt: new Date(Date.now() + left * MINUTE), idleMinutes, program, ...(acting ? { postId: acting.postId, actsAs: 'reader', name: '程序' } : {}),
  }).execute();
  return secret;
}

const codeOf = (thrown: { readonly code: string }): string => thrown.code;

/** Which hospital's desk that is, or why none: through a scope, as everything else at a desk is opened. */
const inScope = (token: string): Promise<string> => runInContext(world.program, careContext, { token, purpose: '', writes: false, open: 'person' }, async (ctx) => {
  authoriseDesk(ctx);
  return (await sql<{ id: string }>`select app.hospital_id() as id`.execute(ctx.tx)).rows[0]!.id;
}).catch(codeOf);

const alone = (token: string): Promise<string> => runAlone({ ...world.program, lone: world.owner }, { token, purpose: '' }, async ({ db, session }) => {
  const { rows: [desk] } = await sql<{ id: string; refusal: string | null }>`select hospital_id as id, refusal from app.desks_of(${[session]}::bytea[], ${[today]}::date[])`.execute(db);
  if (desk!.refusal) throw refused(desk!.refusal);
  return desk!.id;
}).catch(codeOf);

test('whoever is let to a desk by a scope may ask there, for the same hospital, and everybody else is refused for the same reason', async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(sessions, async (asked) => {
    const token = await opened(asked);
    const answer = await alone(token);
    seen.add(answer);
    expect(answer).toBe(await inScope(token));
  }), {
    numRuns: 60,
    examples: [
      [{ resting: 2, left: 300, idleMinutes: 30, closed: false, mustChangePassword: false, program: false, token: false, posts: [{ kind: 'hospitalDesk', days: ['2026-01-01', null] }] }],
      [{ resting: 0, left: 300, idleMinutes: 30, closed: false, mustChangePassword: true, program: false, token: false, posts: [{ kind: 'hospitalHead', days: ['2026-01-01', null] }] }],
      [{ resting: 0, left: 300, idleMinutes: 30, closed: false, mustChangePassword: false, program: false, token: true, posts: [{ kind: 'hospitalDesk', days: ['2026-01-01', null] }] }],
      [{ resting: 0, left: 300, idleMinutes: 30, closed: false, mustChangePassword: false, program: false, token: false, posts: [] }],
    ],
  });
  expect([...seen].sort()).toEqual([hospitalId, 'not-allowed', 'password.mustChange', 'session.none', 'token.person'].sort());
});

test('a question keeps its session awake as every request does, and one that is refused leaves no look, no count and no record', async () => {
  const counted = async () => (await sql<{ n: number }>`select (select count(*) from app.desk_look where county_id = ${countyId}) + (select count(*) from app.desk_attempt where county_id = ${countyId})
    + (select count(*) from app.record where county_id = ${countyId} and subject = 'desk.check') as n`.execute(world.owner)).rows[0]!.n;
  const usual = { resting: 2, left: 300, idleMinutes: 30, closed: false, mustChangePassword: false, program: false, token: false, posts: [{ kind: 'hospitalDesk', days: ['2026-01-01', null] }] } as const;
  const token = await opened(usual as unknown as Asked);
  const ask = (mine: string) => runAlone(world.program, { token: mine, purpose: '' }, (ctx) => checkAtDesk(ctx, { code: pan.code.text }));
  expect((await ask(token)).status).toBe('valid');
  const { seenAt } = await world.owner.selectFrom('session').select('seenAt').where('digest', '=', tokenDigest(token)).executeTakeFirstOrThrow();
  expect(Date.now() - seenAt.getTime()).toBeLessThan(MINUTE);
  const before = await counted();
  for (const refused of [{ ...usual, closed: true }, { ...usual, mustChangePassword: true }, { ...usual, token: true }, { ...usual, posts: [] }]) {
    await expect(ask(await opened(refused as unknown as Asked))).rejects.toMatchObject({ code: expect.stringMatching(/^(session\.none|password\.mustChange|token\.person|not-allowed)$/) });
  }
  expect(await counted()).toBe(before);
});
