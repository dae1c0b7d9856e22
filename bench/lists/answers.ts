import { strictEqual } from 'node:assert';
import { toNumber } from '@lianxin/engine';
import { sql } from 'kysely';
import { insertAll } from '../../platform/database/insert-all.ts';
import { careContext, type Program } from '../../entry/program.ts';
import { cachedDuties, dutyRow, standingRow } from '../../modules/duties/duties.rules.ts';
import type { CareContext, LoadedHousehold } from '../../modules/policies/policies.context.ts';
import type { Database, Tx } from '../../platform/database/pool.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { bulk, withoutIndexes } from './bulk.ts';

const LOADED_AT_ONCE = 500;

/** A household, and one that differs from it in nothing the engine asks for. */
export interface Likeness {
  readonly householdId: string;
  readonly likeId: string;
}

/**
 * What the engine says of every household: computed from the facts as the program reads them for one of each kind in each village, and laid for all
 * that are like it, under their own names. `sameAgain` shows that the keeper would have written the same.
 */
export async function layAnswers(laying: Database, program: Program, officer: string, alike: readonly Likeness[]): Promise<void> {
  const kinds = [...new Set(alike.map((one) => one.likeId))];
  for (let start = 0; start < kinds.length; start += LOADED_AT_ONCE) {
    await runInContext(program, careContext, { token: officer, purpose: 'bench', writes: false }, async (ctx) =>
      layComputed(laying, ctx, await ctx.duties.load(ctx, kinds.slice(start, start + LOADED_AT_ONCE))));
  }
  await bulk(laying, layOverdue);
  const copied = alike.filter((one) => one.householdId !== one.likeId);
  await bulk(laying, (tx) => withoutIndexes(tx, 'duty', () => layCopies(tx, copied)));
  await bulk(laying, sumUp);
}

function layComputed(laying: Database, ctx: CareContext, households: readonly LoadedHousehold[]): Promise<void> {
  const today = toNumber(ctx.today as never);
  const owned = ({ divisionId }: LoadedHousehold) => ({ countyId: ctx.actor.countyId, divisionId });
  const duties = households.flatMap((one) => cachedDuties(one.facts, ctx.book, today).duties.map((duty) => ({ ...owned(one), ...dutyRow(duty) })));
  const standings = households.map((one) => ({ ...owned(one), ...standingRow(one, ctx.book, today), overdueOn: '{}' }));
  return bulk(laying, async (tx) => {
    await insertAll(tx, 'duty', duties as never[]);
    await insertAll(tx, 'householdStanding', standings as never[]);
  });
}

async function layCopies(tx: Tx, alike: readonly Likeness[]): Promise<void> {
  await sql`create temp table twin on commit drop as
    select * from unnest(${alike.map((one) => one.householdId)}::uuid[], ${alike.map((one) => one.likeId)}::uuid[]) as t(household_id, like_id)`.execute(tx);
  await sql`analyze twin`.execute(tx);
  await sql`insert into app.duty (county_id, household_id, duty_id, division_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed, credited,
      fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
    select d.county_id, t.household_id, replace(d.duty_id, t.like_id::text, t.household_id::text), d.division_id, d.member_id, d.rule, d.role, d.pack_id,
      d.first_day, d.last_day, d.rolling, d.needed, d.credited, d.fixed, d.met_on, d.late_by, d.overdue_until, d.after_state, d.worker_id, d.vacant
    from twin t join app.duty d on d.household_id = t.like_id order by t.household_id`.execute(tx);
  await sql`insert into app.household_standing (county_id, household_id, division_id, computed_on, served, complete, vacant_roles, required_roles, held_roles,
      key_household, away, callable_only, card_current, last_visit_on, stale_on, overdue_on)
    select s.county_id, t.household_id, s.division_id, s.computed_on, s.served, s.complete, s.vacant_roles, s.required_roles, s.held_roles,
      s.key_household, s.away, s.callable_only, s.card_current, s.last_visit_on, s.stale_on, s.overdue_on
    from twin t join app.household_standing s on s.household_id = t.like_id order by t.household_id`.execute(tx);
}

/** The days on which each household is overdue, from the duties just laid. */
async function layOverdue(tx: Tx): Promise<void> {
  await sql`update app.household_standing s set overdue_on = o.days from (
      select d.household_id, range_agg(app.overdue_on(d.last_day, d.rolling)) as days from app.duty d
      where d.fixed is null and d.met_on is null group by d.household_id) o
    where s.household_id = o.household_id`.execute(tx);
}

/** What the database itself keeps of the duties of each village: who is served by whom, and how many duties are alike. */
async function sumUp(tx: Tx): Promise<void> {
  await sql`select app.sum_division(d.county_id, d.division_id) from app.division d where d.level = 'village' order by d.division_id`.execute(tx);
  await sql`select app.tally_households(v.county_id, v.ids, 1) from (
    select h.county_id, h.division_id, array_agg(h.household_id) as ids from app.household h group by 1, 2) v order by v.division_id`.execute(tx);
}

const TRIED = 400;

/** The keeper computes some households anew, those laid as copies among them, and finds nothing to write. @throws when it did */
export async function sameAgain(owner: Database, program: Program, officer: string): Promise<void> {
  const { rows } = await sql<{ householdId: string }>`
    select household_id from app.household order by md5(household_id::text) limit ${TRIED}`.execute(owner);
  const ids = rows.map((row) => row.householdId);
  const versions = async () => (await sql<{ versions: string }>`
    select md5(string_agg(d.duty_id || d.xmin::text, '' order by d.duty_id)) || (select string_agg(s.xmin::text, '' order by s.household_id)
      from app.household_standing s where s.household_id = any(${ids}::uuid[])) as versions
    from app.duty d where d.household_id = any(${ids}::uuid[])`.execute(owner)).rows[0]!.versions;
  const before = await versions();
  await runInContext(program, careContext, { token: officer, purpose: 'bench', writes: true }, (ctx) => ctx.duties.refresh(ctx, ids));
  strictEqual(await versions(), before, 'the keeper writes other answers than were laid');
}
