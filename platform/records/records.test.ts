import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { recordChange, recordLook } from './records.ts';

const world = await testWorld();
const look = (note: string) => world.as('officer', (ctx) => recordLook(ctx, { subject: 'households.list', subjectId: note, householdIds: ['01900000-0000-7000-8000-000000000001'] }));
const seal = () => sql`select app.seal_records(1000)`.execute(world.program.db);
const verify = async () => (await sql<{ problem: string | null; seals: number; records: number }>`select problem, seals, records from app.verify_records(${world.countyId})`.execute(world.owner)).rows[0]!;

describe('the record of looks and changes', () => {
  test('is sealed into a chain that verifies', async () => {
    await look('一');
    await seal();
    await look('二');
    await look('三');
    await seal();
    expect(await verify()).toMatchObject({ problem: null, seals: 2, records: 3 });
  });

  test('cannot be changed or taken away by the serving role', async () => {
    for (const statement of [sql`update app.record set subject = 'x'`, sql`delete from app.record`, sql`delete from app.seal`, sql`truncate app.record`]) {
      await expect(world.as('administrator', (ctx) => statement.execute(ctx.tx))).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('nobody writes a record in another\'s name', async () => {
    await expect(world.as('officer', (ctx) => recordLook({ ...ctx, actor: { ...ctx.actor, accountId: '01900000-0000-7000-8000-00000000000f' } }, { subject: 'x', householdIds: ['01900000-0000-7000-8000-000000000001'] })))
      .rejects.toMatchObject({ code: '42501' });
  });

  const byOwner = (change: () => Promise<unknown>) => change();
  test.each([
    ['a word of a sealed record is changed', 'broken', () => sql`update app.record set subject_id = '改' where county_id = ${world.countyId} and subject_id = '一'`.execute(world.owner), () => sql`update app.record set subject_id = '一' where county_id = ${world.countyId} and subject_id = '改'`.execute(world.owner)],
    ['a link of the chain is changed', 'broken', () => sql`update app.seal set hash = sha256(hash) where county_id = ${world.countyId} and seal = 1`.execute(world.owner), null],
  ])('when %s by whoever owns the database, the chain says so', async (_what, problem, change, mend) => {
    await byOwner(change);
    expect(await verify()).toMatchObject({ problem });
    if (mend) {
      await byOwner(mend);
      expect(await verify()).toMatchObject({ problem: null });
    }
  });

  test('a record left unsealed for more than ten minutes is named', async () => {
    const other = await world.owner.insertInto('county').values({ code: '519901', name: '邻县' }).returning('countyId').executeTakeFirstOrThrow();
    await sql`insert into app.record (county_id, record_id, at, kind, subject, action) values (${other.countyId}, gen_random_uuid(), now() - interval '11 minutes', 'read', 'x', 'look')`.execute(world.owner);
    const { rows } = await sql<{ problem: string }>`select problem from app.verify_records(${other.countyId})`.execute(world.owner);
    expect(rows[0]).toEqual({ problem: 'unsealed' });
  });

  test('old and new values are sealed, and open again with the key', async () => {
    await world.as('officer', (ctx) => recordChange(ctx, { subject: 'household', subjectId: 'x', householdId: null, divisionId: null, action: 'change', before: { phone: '13900000001' }, after: { phone: '13900000002' } }));
    const row = await world.owner.selectFrom('record').select('contentEnc').where('countyId', '=', world.countyId).where('subjectId', '=', 'x').executeTakeFirstOrThrow();
    expect(row.contentEnc!.toString('latin1')).not.toContain('1390000');
    expect(JSON.parse(world.keys.open(row.contentEnc!))).toEqual({ before: { phone: '13900000001' }, after: { phone: '13900000002' } });
  });
});
