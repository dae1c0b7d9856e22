import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, openPool } from './pool.ts';
import { testDatabase } from './testing.ts';
import { together } from './together.ts';

const database = await testDatabase({ empty: true });

function opened() {
  const db = openDatabase(openPool({ url: database.ownerUrl, max: 4 }));
  onTestFinished(() => db.destroy());
  return db;
}

/** A dozen shared by so many, and the statement that told: nobody shares with none. */
const shared = together(async (db, among: readonly number[]) => {
  const { rows } = await sql<{ each: number; at: string }>`select 12 / n as each, statement_timestamp()::text as at from unnest(${among}::int[]) n`.execute(db);
  return rows.map(({ each, at }) => (each === 1 ? new Error('one each') : { each, at }));
});

test('a question leaves at once, those asked meanwhile in one statement behind it, and each has its own answer', async () => {
  const db = opened();
  const answers: { each: number; at: string }[] = [];
  const first = shared(db, 1);
  await new Promise((resolve) => setImmediate(resolve));
  answers.push(...await Promise.all([first, shared(db, 2), shared(db, 3), shared(db, 4)]));
  expect(answers.map(({ each }) => each)).toEqual([12, 6, 4, 3]);
  expect(new Set(answers.map(({ at }) => at)).size).toBe(2);
  // It goes on after that.
  expect((await shared(db, 6)).each).toBe(2);
});

test('a hundred at once are all answered, in lots of limited size', async () => {
  const db = opened();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => shared(db, (n % 5) + 2)));
  expect(answers.map(({ each }) => each)).toEqual(Array.from({ length: 100 }, (_, n) => Math.trunc(12 / ((n % 5) + 2))));
  expect(new Set(answers.map(({ at }) => at)).size).toBe(4);
});

test('what is wrong with one question is the trouble of that one', async () => {
  const db = opened();
  const answers = await Promise.allSettled([1, 0, 3, 12].map((among) => shared(db, among)));
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value.each : (one.reason as Error).message))).toEqual([12, 'division by zero', 4, 'one each']);
  await expect(shared(db, 0)).rejects.toMatchObject({ code: '22012' });
  expect((await shared(db, 4)).each).toBe(3);
});
