import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChanges, recordLook } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { placesFor } from './certificates.lists.ts';
import { digestOf, wantedPapers } from './papers.facts.ts';
import type { WantedPaper } from './papers.content.schema.ts';
import { deliverRows, findPaperHousehold, listPaperHouseholds, listPaperRows, type HouseholdRow, type PaperRow } from './papers.queries.ts';
import { isFor, isOwed, stateOf, type MadePaper } from './papers.rules.ts';
import type { DeliverPapersInput, HouseholdPapers, PaperLine, PapersHousehold, PapersQuery, PaperState } from './papers.schema.ts';
import { HOUSEHOLD_WORD, paperProblem } from './papers.text.ts';

/** A paper wanted, how it stands, and the last one printed of it. */
export interface StandingPaper {
  readonly wanted: WantedPaper;
  readonly state: PaperState;
  readonly digest: Buffer | null;
  readonly last: MadePaper | undefined;
}
export interface StandingHousehold {
  readonly household: HouseholdRow;
  readonly papers: readonly StandingPaper[];
}

/** The four papers of some households as they stand today: what would be printed now is compared with what was (E7). */
export async function standingPapers(ctx: Context, households: readonly HouseholdRow[]): Promise<StandingHousehold[]> {
  if (households.length === 0) return [];
  const made = new Map<string, PaperRow[]>();
  for (const row of await listPaperRows(ctx.tx, ctx.actor.countyId, households.map(({ householdId }) => householdId))) {
    made.set(row.householdId, [...(made.get(row.householdId) ?? []), row]);
  }
  return (await wantedPapers(ctx, households)).map(({ household, wanted }) => ({
    household, papers: wanted.map((one) => standing(ctx, one, made.get(household.householdId)?.find((each) => isFor(one, each)))),
  }));
}

function standing(ctx: Context, wanted: WantedPaper, last: MadePaper | undefined): StandingPaper {
  const digest = wanted.content === null ? null : digestOf(ctx, wanted.content);
  return { wanted, last, digest, state: stateOf(wanted, last, digest) };
}

function lineOf({ wanted, state, last }: StandingPaper): PaperLine {
  const { kind, title, member, certificateId, certificateKind, until, clause, handedOver } = wanted;
  const deliveredOn = state === 'delivered' ? last?.deliveredOn ?? handedOver : last?.deliveredOn ?? null;
  return { kind, title, state, member, paperId: last?.paperId ?? null, madeOn: last?.madeOn ?? null, deliveredOn, certificateId, certificateKind, until, clause };
}

/** The papers of one household; one that is not served any more ought to hold none, and one out of scope answers the same. */
export async function getHouseholdPapers(ctx: Context, householdId: string): Promise<HouseholdPapers> {
  const household = await findPaperHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
  if (!household) return { items: [], may: { print: false, deliver: false } };
  await recordLook(ctx, { subject: 'household.papers', subjectId: householdId, householdIds: [householdId] });
  const [one] = await standingPapers(ctx, [household]);
  const { posts } = ctx.actor;
  return {
    items: one!.papers.map(lineOf),
    may: { print: mayAt(posts, 'certificate.write', household) && mayAt(posts, 'reveal', household), deliver: mayAt(posts, 'visit.write', household) },
  };
}

// What is outdated is told by working it out: two hundred households are ten queries, and a list that finds nothing stops after five such rounds.
const AT_ONCE = 200;
const ROUNDS = 5;

/** Households whose papers are to be made or to be handed over, by place. @throws Problem `not-found` for the place */
export async function listPapers(ctx: Context, query: PapersQuery): Promise<{ items: PapersHousehold[]; next: string | null }> {
  const { tx, actor: { countyId }, today } = ctx;
  const divisionIds = await placesFor(ctx, query.division);
  const asked = query.state === 'make' ? isOwed : (state: PaperState) => state === 'toDeliver';
  const items: PapersHousehold[] = [];
  let after = fromCursor<readonly [number, string]>(query.after, 2);
  for (let round = 0; round < ROUNDS; round++) {
    const households = await listPaperHouseholds(tx, countyId, divisionIds, today, { limit: AT_ONCE, after });
    for (const { household, papers } of await standingPapers(ctx, households)) {
      after = [household.divisionId, household.householdId];
      const owed = papers.filter(({ state }) => asked(state));
      if (owed.length > 0) items.push({ household: nameOf(household), papers: owed.map(lineOf) });
      if (items.length === query.limit) return looked(ctx, items, toCursor(after));
    }
    if (households.length < AT_ONCE) return looked(ctx, items, null);
  }
  return looked(ctx, items, after === null ? null : toCursor(after));
}

const nameOf = (row: HouseholdRow) => ({ id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName });

async function looked(ctx: Context, items: PapersHousehold[], next: string | null) {
  await recordLook(ctx, { subject: 'papers.list', householdIds: items.map(({ household }) => household.id) });
  return { items, next };
}

/**
 * Writes down that papers were handed over, with the certificate that stands on one (E7). By the office or by whoever visits, from the phone as well.
 * @throws Problem `papers.notThese` (404), `papers.day` (422), `not-found`, `not-allowed`, `id.taken`
 */
export async function deliverPapers(ctx: Context, input: DeliverPapersInput): Promise<Created<HouseholdPapers>> {
  const household = await findPaperHousehold(ctx.tx, ctx.actor.countyId, input.householdId, ctx.today);
  if (!household) throw notFound(HOUSEHOLD_WORD);
  authorise(ctx, 'visit.write', household);
  const load = () => getHouseholdPapers(ctx, input.householdId);
  return once(ctx, { name: 'papers.deliver', id: input.id, body: input, subjectId: input.householdId }, async () => {
    await deliver(ctx, household, input);
    return load();
  }, load);
}

async function deliver(ctx: Context, { householdId, divisionId }: HouseholdRow, { paperIds, day, visitId }: DeliverPapersInput): Promise<void> {
  const { tx, actor: { countyId } } = ctx;
  const rows = (await listPaperRows(tx, countyId, [householdId])).filter(({ paperId }) => paperIds.includes(paperId));
  if (rows.length !== new Set(paperIds).size) throw paperProblem('papers.notThese');
  if (day > ctx.today || rows.some(({ madeOn }) => day < madeOn)) throw paperProblem('papers.day');
  const marked = await deliverRows(tx, countyId, paperIds, day, visitId ?? null);
  if (marked.length !== rows.length) throw paperProblem('papers.notThese');
  await recordChanges(ctx, rows.map((row) => ({
    subject: 'paper', subjectId: row.paperId, householdId, divisionId, action: 'deliver', before: { deliveredOn: row.deliveredOn }, after: { kind: row.kind, deliveredOn: day },
  })));
}
