import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { tokenDigest } from '../../platform/database/scope.ts';

const world = await testWorld();
const contact = await world.addAccount({ username: 'serving', kind: 'contact', division: 'yunshan' });
await world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'carer', workerId: contact.workerId }] });
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId: await addHospital(world, '云岭县人民医院') });
await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'yunshan' });
await world.addAccount({ username: 'health', kind: 'healthOfficer', division: 'baima' });
const WHO = ['administrator', 'officer', 'clerk.qingshi', 'clerk.baima', 'cadre.liuwan', 'contact', 'serving', 'reader', 'desk', 'doctor', 'health'];

/** Every setting that some function or policy reads. */
const { rows: read } = await sql<{ name: string }>`select distinct (regexp_matches(prosrc, 'current_setting\\(''(app\\.[a-z_]+)''', 'g'))[1] as name
  from pg_proc where pronamespace = 'app'::regnamespace order by 1`.execute(world.owner);

async function open(tx: Tx, username: string): Promise<unknown> {
  await sql`select from app.set_scope(${tokenDigest(await world.token(username))}, ${username}, ${world.today}::date, true)`.execute(tx);
  const { rows } = await sql`select name, current_setting(name, true) as setting from unnest(${read.map(({ name }) => name)}::text[]) name`.execute(tx);
  return rows;
}

const first = (username: string) => world.program.db.transaction().execute((tx) => open(tx, username));

test('a scope opened behind others in one transaction is its own and nothing of theirs', async () => {
  expect(read.length).toBeGreaterThanOrEqual(17);
  const alone = new Map(await Promise.all(WHO.map(async (username) => [username, await first(username)] as const)));
  expect(new Set([...alone.values()].map((settings) => JSON.stringify(settings))).size).toBe(WHO.length);
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...WHO), { minLength: 2, maxLength: 6 }), (inTurn) => world.program.db.transaction().execute(async (tx) => {
    for (const username of inTurn) expect(await open(tx, username)).toEqual(alone.get(username));
  })), { numRuns: 40 });
});
