import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { countRows, testWorld } from '../world.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan' });
const newHousehold = () => world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });

const visit = (householdId: string, more: object = {}) => {
  const id = uuidv7();
  return { id, actor: cadre.accountId, command: 'visits.record', at: '2026-11-22T09:00:00+08:00', input: { id, householdId, day: '2026-11-22', kind: 'phone', outcome: 'reached', participants: [cadre.workerId], ...more } };
};
const send = async (commands: readonly object[], username = 'cadre') =>
  app.inject({ method: 'POST', url: '/api/commands', payload: commands, headers: { authorization: `Bearer ${await world.token(username)}` } });

describe('a phone\'s outbox', () => {
  test('is answered command by command, in order; one refused does not hold up the next', async () => {
    const household = await newHousehold();
    const outbox = [visit(household), visit(household, { day: '2026-11-23' }), visit(household, { kind: 'pigeon' }), { ...visit(household), command: 'visits.dream' }, visit(household)];
    const answers = (await send(outbox)).json();
    expect(answers.map((one: { id: string }) => one.id)).toEqual(outbox.map((one) => one.id));
    expect(answers.map((one: { status: number; problem?: { code: string } }) => one.problem?.code ?? one.status)).toEqual([201, 'visit.future', 'input.invalid', 'command.unknown', 201]);
    expect(await countRows(world, 'visit', household)).toBe(2);
  });

  test('sent again whole, everything happened once', async () => {
    const household = await newHousehold();
    const outbox = [visit(household), visit(household)];
    const first = (await send(outbox)).json();
    const second = (await send(outbox)).json();
    expect(second.map((one: { status: number }) => one.status)).toEqual([200, 200]);
    expect(second.map((one: { answer: { credited: object[] } }) => one.answer.credited)).toEqual(first.map((one: { answer: { credited: object[] } }) => one.answer.credited));
    expect(await countRows(world, 'visit', household)).toBe(2);
  });

  test('left behind by another person it is a bare refusal that tells nothing', async () => {
    const household = await newHousehold();
    const left = visit(household);
    const [answer] = (await send([left], 'officer')).json();
    expect(answer).toMatchObject({ status: 409, problem: { code: 'id.taken', fields: [] } });
    expect(JSON.stringify(answer)).not.toContain(household);
    expect(await countRows(world, 'visit', household)).toBe(0);
  });

  test('voiding twice under one id is one voiding', async () => {
    const household = await newHousehold();
    const recorded = visit(household);
    await send([recorded]);
    const voiding = { id: uuidv7(), actor: cadre.accountId, command: 'visits.void', at: recorded.at, input: { visitId: recorded.id, reason: '记错了人家' } };
    expect([(await send([voiding])).json()[0].status, (await send([voiding])).json()[0].status]).toEqual([201, 200]);
  });

  test('with an ended session nothing of it is taken', async () => {
    const household = await newHousehold();
    const answer = await app.inject({ method: 'POST', url: '/api/commands', payload: [visit(household)], headers: { authorization: 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } });
    expect(answer.json()).toMatchObject({ code: 'session.none', status: 401 });
  });
});
