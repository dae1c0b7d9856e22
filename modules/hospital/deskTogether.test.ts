import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addHolder, addHospital, invented } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { runAlone } from '../../platform/http/lone.ts';
import { checkAtDesk } from './desk.service.ts';
import type { DeskQuestion } from './hospital.schema.ts';

const world = await testWorld();
const here = await addHospital(world, '云岭县人民医院');
const away = await addHospital(world, '外地医院', { designated: false, code: '340100' });
const DESKS = ['desk.one', 'desk.two', 'desk.three', 'desk.away'] as const;
for (const username of DESKS) await world.addAccount({ username, kind: 'hospitalDesk', division: 'county', hospitalId: username === 'desk.away' ? away : here });
const holders = await Promise.all(['潘三妹', '何建国', '王秀兰'].map((name, at) => addHolder(world, name, `5199001960050${at + 1}002`)));

const SIGNED_OUT = 'nobody';
const asking = fc.record({
  who: fc.constantFrom(...DESKS, SIGNED_OUT),
  question: fc.constantFrom<DeskQuestion>(
    ...holders.map(({ code }) => ({ code: code.text })), ...holders.map(({ idNumber }) => ({ idNumber })), { code: makeCode(world.keys, '519900').text }, { idNumber: invented('51990019550501004') },
  ),
});

/** As if nobody had asked, but for eight misses of the desk that finds nobody: two more and it is held. */
async function forgetQuestions(): Promise<void> {
  await sql`delete from app.desk_attempt where county_id = ${world.countyId}`.execute(world.owner);
  await sql`insert into app.desk_attempt (county_id, attempt_id, hospital_id, account_id, at, found)
    select a.county_id, gen_random_uuid(), ${away}, a.account_id, now(), false from app.account a, generate_series(1, 8)
    where a.county_id = ${world.countyId} and a.username = 'desk.away'`.execute(world.owner);
}

/** What it is told, without the id under which the desk goes on, or why not. */
async function ask({ who, question }: { readonly who: string; readonly question: DeskQuestion }): Promise<unknown> {
  const asked = who === SIGNED_OUT
    ? runAlone(world.program, { token: 'A'.repeat(43), purpose: '' }, (ctx) => checkAtDesk(ctx, question))
    : world.alone(who, (ctx) => checkAtDesk(ctx, question));
  return asked.then(({ checkId, ...reply }) => ({ ...reply, checked: checkId !== null }), (thrown: { readonly code: string }) => thrown.code);
}

test('what desks ask at the same moment is answered to each as if nobody else had asked', async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(fc.array(asking, { minLength: 2, maxLength: 24 }), async (questions) => {
    await forgetQuestions();
    const alone: unknown[] = [];
    for (const one of questions) alone.push(await ask(one));
    await forgetQuestions();
    const answers = await Promise.all(questions.map(ask));
    // Which of somebody's questions are one too many is a matter of their order: how many are not.
    const limited = (all: readonly unknown[]) => DESKS.map((desk) => all.filter((answer, at) => answer === 'desk.limit' && questions[at]!.who === desk).length);
    expect(limited(answers)).toEqual(limited(alone));
    answers.forEach((answer, at) => {
      if (answer !== 'desk.limit' && alone[at] !== 'desk.limit') expect(answer).toEqual(alone[at]);
      seen.add(typeof answer === 'string' ? answer : (answer as { status: string }).status);
    });
  }), { numRuns: 30 });
  expect([...seen].sort()).toEqual(['desk.limit', 'session.none', 'unknown', 'valid']);
});

test('each look stands in the name of whoever asked, for the one who was asked about', async () => {
  await forgetQuestions();
  await sql`delete from app.desk_look where county_id = ${world.countyId}`.execute(world.owner);
  const questions = ['desk.one', 'desk.two', 'desk.three'].map((who, at) => ({ who, question: { code: holders[at]!.code.text } }));
  await Promise.all(questions.map(ask));
  const { rows } = await sql<{ who: string; memberId: string }>`select a.username as who, l.member_id from app.desk_look l
    join app.account a on a.county_id = l.county_id and a.account_id = l.account_id where l.county_id = ${world.countyId} order by 1`.execute(world.owner);
  expect(rows).toEqual([...questions.keys()].map((at) => ({ who: questions[at]!.who, memberId: holders[at]!.memberId })).sort((a, b) => a.who.localeCompare(b.who)));
});
