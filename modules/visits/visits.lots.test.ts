import { addDays, day, toDay, toNumber } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import type { Context } from '../../platform/context.ts';
import { tokenDigest } from '../../platform/database/scope.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../../tests/world.ts';
import { visitRoutes } from './visits.routes.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const carer = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan', name: '邹水七' });
const fresh = await world.addAccount({ username: 'fresh', kind: 'villageCadre', division: 'yunshan', name: '石土三' });
await Promise.all(['cadre', 'carer', 'fresh'].map((username) => world.token(username)));
await world.owner.updateTable('account').set({ mustChangePassword: true }).where('countyId', '=', world.countyId).where('accountId', '=', fresh.accountId).execute();

const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, visitRoutes);
afterAll(() => app.close());

const newHousehold = () => world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }, { role: 'carer', workerId: carer.workerId }] });

async function post(username: string, payload: object): Promise<{ status: number; body: { visit?: object; code?: string } }> {
  const answer = await app.inject({ method: 'POST', url: '/api/visits', headers: { authorization: `Bearer ${await world.token(username)}` }, payload });
  return { status: answer.statusCode, body: answer.json() };
}

/** What one visit left behind, without the ids that are its own. */
async function left(visitId: string, householdId: string): Promise<unknown> {
  const { rows } = await sql`select
    (select jsonb_agg(to_jsonb(v) - array['visit_id', 'household_id', 'recorded_at', 'content_enc'] || jsonb_build_object('sealed', v.content_enc is not null)) from app.visit v where v.visit_id = ${visitId}) as visit,
    (select jsonb_agg(p.worker_id order by p.worker_id) from app.visit_participant p where p.visit_id = ${visitId}) as participants,
    (select jsonb_agg(jsonb_build_object('account', c.account_id, 'command', c.command)) from app.command c where c.command_id = ${visitId}) as command,
    (select jsonb_agg(to_jsonb(r) - array['record_id', 'at', 'subject_id', 'household_id', 'household_ids', 'content_enc', 'seal']) from app.record r where r.subject_id = ${visitId}) as records,
    (select jsonb_agg(to_jsonb(d) - array['duty_id', 'household_id'] order by d.rule, d.role, d.first_day) from app.duty d where d.household_id = ${householdId}) as duties,
    (select to_jsonb(s) - array['household_id'] from app.household_standing s where s.household_id = ${householdId}) as standing`.execute(world.owner);
  return rows[0];
}

/** An answer without what is its own: ids and the moment. */
function bare(answer: object, { id, householdId }: { readonly id: string; readonly householdId: string }): unknown {
  const text = JSON.stringify(answer).replaceAll(householdId, 'household').replaceAll(id, 'visit').replace(/"recordedAt":"[^"]*"/, '"recordedAt":""');
  return JSON.parse(text);
}

const asking = fc.record({
  // Without a territory a visitor records for themselves and for families they serve; one has yet to change the password, one sits in another township.
  who: fc.constantFrom('cadre', 'carer', 'clerk.baima', 'clerk.qingshi', 'fresh', 'reader'),
  daysAgo: fc.constantFrom(-1, 0, 1, 9, 20, 60),
  kind: fc.constantFrom('home', 'phone'), outcome: fc.constantFrom('reached', 'notReached'), purposes: fc.constantFrom([], ['card']),
  participants: fc.constantFrom([cadre.workerId], [carer.workerId], [cadre.workerId, carer.workerId], [uuidv7()]), note: fc.constantFrom('一切都好', undefined),
});

test('visits that come at the same moment are answered and stored as if each had come alone', async () => {
  const seen = new Set<number>();
  await fc.assert(fc.asyncProperty(fc.array(asking, { minLength: 3, maxLength: 7 }), async (all) => {
    const visits = await Promise.all(all.map(async ({ who, daysAgo, ...rest }) => {
      const visit = { ...rest, day: toDay(addDays(toNumber(world.today), -daysAgo)), ...(daysAgo > 7 ? { lateReason: '下村补记' } : {}) };
      return { who, one: { ...visit, id: uuidv7(), householdId: await newHousehold() }, twin: { ...visit, id: uuidv7(), householdId: await newHousehold() } };
    }));
    const answers = await Promise.all(visits.map(({ who, one }) => post(who, one)));
    for (const [at, { who, one, twin }] of visits.entries()) {
      const alone = await post(who, twin);
      expect(bare(answers[at]!, one)).toEqual(bare(alone, twin));
      expect(await left(one.id, one.householdId)).toEqual(await left(twin.id, twin.householdId));
      seen.add(alone.status);
    }
  }), { numRuns: 8 });
  expect([...seen].sort()).toEqual([201, 403, 404, 422]);
});

async function transactionsOf(ids: readonly string[]): Promise<number> {
  const { rows: [counted] } = await sql<{ transactions: number }>`select count(distinct xmin::text)::int as transactions from app.visit where visit_id = any(${[...ids]}::uuid[])`.execute(world.owner);
  return counted!.transactions;
}

test('they share transactions, and whoever is signed out among them holds nobody up', async () => {
  const ended = await world.addAccount({ username: 'ended', kind: 'villageCadre', division: 'yunshan', name: '柳木五' });
  await world.token('ended');
  await world.owner.updateTable('session').set({ endsAt: new Date(0) }).where('countyId', '=', world.countyId).where('accountId', '=', ended.accountId).execute();
  const visits = await Promise.all(Array.from({ length: 24 }, async () => ({ id: uuidv7(), householdId: await newHousehold(), day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId] })));
  expect((await Promise.all(visits.map((one) => post('cadre', one)))).map(({ status }) => status)).toEqual(visits.map(() => 201));
  expect(await transactionsOf(visits.map(({ id }) => id))).toBeLessThan(visits.length / 2);
  const again = visits.map((one, at) => ({ who: at % 4 === 0 ? 'ended' : 'cadre', one: { ...one, id: uuidv7(), day: day('2026-11-20') } }));
  expect((await Promise.all(again.map(({ who, one }) => post(who, one)))).map(({ status }) => status)).toEqual(again.map(({ who }) => (who === 'ended' ? 401 : 201)));
  expect(await transactionsOf(again.map(({ one }) => one.id))).toBeLessThan(visits.length / 2);
});

test('the same visit sent several times at once is recorded once, and under another body refused', async () => {
  const visit = { id: uuidv7(), householdId: await newHousehold(), day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId] };
  const other = { ...visit, householdId: await newHousehold() };
  const answers = await Promise.all([visit, visit, other, visit].map((one) => post('cadre', one)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.map(({ status }) => status).every((status) => [200, 201, 409].includes(status))).toBe(true);
  const { rows } = await sql`select 1 from app.visit where visit_id = ${visit.id}`.execute(world.owner);
  expect(rows).toHaveLength(1);
});

/** Asked as `visits.lots.ts` asks, in a lot of two. */
function askBoth(households: readonly string[], session: Buffer) {
  const { book, keys } = world.program;
  const ctx = careContext({ book, keys, today: world.today, now: new Date() } as Context);
  const asked = households.map((householdId) => ({ session, purpose: '', asked: { householdId, day: world.today, commandId: uuidv7(), participants: [cadre.workerId] } }));
  return world.program.db.transaction().execute((tx) => ctx.duties.forVisits(tx, ctx, asked));
}

test('a lot does not wait for a household that somebody else holds, nor for a session in use; of a session there is not, nothing is told', async () => {
  const [held, other] = [await newHousehold(), await newHousehold()];
  const digest = tokenDigest(await world.token('cadre'));
  await world.owner.updateTable('session').set({ seenAt: new Date(Date.now() - 120_000) }).where('digest', '=', digest).execute();
  await world.owner.transaction().execute(async (tx) => {
    await sql`select 1 from app.session where digest = ${digest} for update`.execute(tx);
    expect((await askBoth([held, other], digest)).map(({ scope, found }) => [scope?.accountId, found?.loaded.facts.id])).toEqual([[cadre.accountId, held], [cadre.accountId, other]]);
    await sql`select 1 from app.household_standing where county_id = ${world.countyId} and household_id = ${held} for update`.execute(tx);
    await expect(askBoth([other, held], digest)).rejects.toMatchObject({ code: '55P03' });
  });
  expect(await askBoth([held, other], tokenDigest('A'.repeat(43)))).toEqual([{ scope: null, found: null }, { scope: null, found: null }]);
});

test.each(['household', 'household_standing'])('a household held in app.%s keeps nobody waiting but whoever comes for it', async (table) => {
  const [held, ...others] = await Promise.all(Array.from({ length: 4 }, newHousehold));
  const visit = (householdId: string) => ({ id: uuidv7(), householdId, day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId] });
  let waiting: ReturnType<typeof post> | undefined;
  await world.owner.transaction().execute(async (tx) => {
    await sql`select 1 from ${sql.table(`app.${table}`)} where county_id = ${world.countyId} and household_id = ${held!} for update`.execute(tx);
    waiting = post('cadre', visit(held!));
    expect((await Promise.all(others.map((householdId) => post('cadre', visit(householdId))))).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting');
  });
  expect((await waiting!).status).toBe(201);
});
