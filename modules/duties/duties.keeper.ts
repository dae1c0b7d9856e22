import { duties, explainVisit, toDay, toNumber, type HouseholdFacts, type Period, type Visit } from '@lianxin/engine';
import { sql } from 'kysely';
import type { Deciding } from '../../platform/context.ts';
import type { AskedVisit, CareContext, DutyKeeper, LoadedHousehold, WeighedVisit } from '../policies/policies.context.ts';
import { factsForVisit, factsForVisits, loadHouseholds, loadStandings } from './duties.facts.ts';
import { lay } from './duties.lay.ts';
import { anyRolling, cachedDuties, changedDuties, dutyColumns, horizon, sharingWindow, standingRow } from './duties.rules.ts';

// A household brings some 150 duties of 200 bytes: so many make one statement of about 3 MB, well below what a connection carries at once.
const BATCH = 100;

async function refresh(ctx: CareContext, householdIds: readonly string[]): Promise<void> {
  const ids = [...new Set(householdIds)].sort();
  for (let start = 0; start < ids.length; start += BATCH) await refreshBatch(ctx, ids.slice(start, start + BATCH));
}

async function refreshBatch(ctx: CareContext, ids: readonly string[]): Promise<void> {
  const today = toNumber(ctx.today);
  // Facts are read behind the locks: by then whoever held them before has left what they changed.
  await lockHouseholds(ctx, ids);
  const households = await loadStandings(ctx, ids);
  const standings = households.map((household) => ({ ...standingRow(household, ctx.book, today), facts: household.stored }));
  const duties = households.map(({ facts }) => dutyColumns(facts.id, cachedDuties(facts, ctx.book, today).duties));
  await sql`select app.store_answers(${ctx.actor.countyId}, ${JSON.stringify(standings)}::json, ${JSON.stringify(duties)}::json)`.execute(ctx.tx);
}

async function lockHouseholds({ tx, actor }: CareContext, ids: readonly string[]): Promise<void> {
  await sql`select app.lock_households(${actor.countyId}, ${[...ids]}::uuid[])`.execute(tx);
}

/** Most of a household's visits lie in windows that are over and done; reading them again for each new one would double its cost. */
const askAround = ({ book, today }: Pick<CareContext, 'book' | 'today'>, asked: AskedVisit) =>
  factsForVisit(today, asked, sharingWindow(book, toNumber(asked.day)));

const askAroundEach: DutyKeeper['forVisits'] = (tx, { book, today }, asked) =>
  factsForVisits(tx, today, asked.map((one) => ({ ...one, since: sharingWindow(book, toNumber(one.asked.day)) })));

/**
 * A visit can only change the windows its day lies in and, where a rolling one ends or begins with it, those after them; only these are computed,
 * once without and once with it. That needs the stored rows to be of today: a cache from yesterday is computed whole afterwards.
 */
function weigh(ctx: Deciding<CareContext>, household: LoadedHousehold, visit: Visit): WeighedVisit {
  const today = toNumber(ctx.today);
  const touched: Period = { from: visit.day, to: anyRolling(ctx.book) ? horizon(today) : visit.day };
  const facts: HouseholdFacts = { ...household.facts, visits: [...household.facts.visits, visit] };
  const after = duties(facts, ctx.book, touched, today);
  const credit = explainVisit(after, facts, visit.id, ctx.book);
  // A card handed over makes the household one of those whose card is current: a sum of its village.
  if (household.computedOn !== ctx.today || visit.purposes.includes('card')) return { credit, answers: null };
  const before = duties(household.facts, ctx.book, touched, today);
  return { credit, answers: { ...changedDuties(before.duties, after.duties), reachedOn: visit.outcome === 'reached' ? toDay(visit.day) : null } };
}

/** The crediting that the program's entry hands to every module that changes facts. */
export const dutyKeeper: DutyKeeper = { refresh, lay, load: loadHouseholds, forVisit: askAround, forVisits: askAroundEach, weigh };
