import { toNumber, type Assignment, type Book, type DayNumber, type HouseholdFacts } from '@lianxin/engine';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { CareContext, NewHouseholdFacts } from '../policies/policies.context.ts';
import { type Adoption, cachedDuties, dutyColumns, packSpells, standingRow, type Standing } from './duties.rules.ts';

/**
 * Stores the first duties and the standing of households that have none. What they are told by is handed over and not read back, because
 * whoever has just written five hundred files knows what is in them: reading it costs as much as writing it did.
 */
export async function lay(ctx: CareContext, households: readonly NewHouseholdFacts[]): Promise<void> {
  if (households.length === 0) return;
  const grounds = await loadGrounds(ctx, [...new Set(households.map((one) => one.divisionId))]);
  const standings = households.map(({ facts, divisionId, updatedOn }) => {
    const { territory, packs } = grounds.get(divisionId)!;
    return { facts: { ...facts, assignments: [...facts.assignments, ...territory], packs }, updatedOn };
  });
  await storeFirst(ctx.tx, ctx.actor.countyId, standings, ctx.book, toNumber(ctx.today));
}

async function storeFirst(tx: Tx, countyId: number, standings: readonly Standing[], book: Book, today: DayNumber): Promise<void> {
  const duties = standings.map(({ facts }) => dutyColumns(facts.id, cachedDuties(facts, book, today).duties));
  await layAnswers(tx, countyId, standings.map((one) => standingRow(one, book, today)), duties);
}

async function layAnswers(tx: Tx, countyId: number, standings: readonly object[], duties: readonly object[]): Promise<void> {
  await sql`select app.lay_answers(${countyId}, ${JSON.stringify(standings)}::json, ${JSON.stringify(duties)}::json)`.execute(tx);
}

/**
 * How households stand whose duties are in `app.duty` already: whoever lays an invented county copies those in by the hundred thousand.
 * @param tx in a scope that may write these households
 */
export async function standFirst(tx: Tx, countyId: number, standings: readonly Standing[], book: Book, today: DayNumber): Promise<void> {
  await layAnswers(tx, countyId, standings.map((one) => standingRow(one, book, today)), []);
  await sql`update app.household_standing s set overdue_on = o.days
    from (select u.household_id, range_agg(app.overdue_on(u.last_day, u.rolling)) as days from app.duty u
      where u.county_id = ${countyId} and u.household_id = any(${standings.map(({ facts }) => facts.id)}::uuid[]) and u.fixed is null and u.met_on is null
      group by u.household_id) o
    where s.county_id = ${countyId} and s.household_id = o.household_id`.execute(tx);
}

/** What a division gives every household in it: who serves all of it, and the packs in force. */
interface DivisionGround {
  readonly territory: readonly Assignment[];
  readonly packs: HouseholdFacts['packs'];
}

async function loadGrounds({ tx, actor: { countyId } }: Context, divisionIds: readonly number[]): Promise<Map<number, DivisionGround>> {
  const { rows } = await sql<{ divisionId: number; territory: Assignment[]; adoptions: Adoption[] }>`
    select division_id, territory, adoptions from app.division_ground(${countyId}, ${[...divisionIds]}::int[]) order by division_id`.execute(tx);
  return new Map(rows.map(({ divisionId, territory, adoptions }) => [divisionId, { territory, packs: packSpells(adoptions, []) }]));
}
