import { uuidv7 } from 'uuidv7';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { divisionsFor } from '../contacts/contacts.lists.ts';
import { getHouseholdFor } from '../households/households.access.ts';
import { noHousehold } from '../households/households.text.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import {
  changeApprovedRow, closeReviews, decideRow, findAccommodation, insertAccommodation, insertReviews, listAccommodationRows, listReviews, type AccommodationRow, type Decision,
} from './accommodations.queries.ts';
import { relieves, requestProblem, reviewChanges, reviewDue, statusOf, type Decided } from './accommodations.rules.ts';
import type { AccommodationInput, AccommodationKind, AccommodationsQuery, AccommodationView, ReviewInput } from './accommodations.schema.ts';
import { accommodationProblem, ACCOMMODATION_TITLES, ACCOMMODATION_WORD } from './accommodations.text.ts';

/**
 * Asks for an agreed change of a household's duties (G3). Anybody who may record visits there may ask; nothing changes until the office approves.
 * @throws Problem of `requestProblem` (422), `not-allowed`, `not-found`, `id.taken`
 */
export async function askAccommodation(ctx: CareContext, input: AccommodationInput): Promise<Created<AccommodationView>> {
  const household = await getHouseholdFor(ctx, 'visit.write', input.householdId);
  const load = () => getAccommodation(ctx, input.id);
  return once(ctx, { name: 'accommodations.ask', id: input.id, body: input }, async () => {
    const [loaded] = await ctx.duties.load(ctx, [input.householdId]);
    if (!loaded) throw noHousehold();
    const refused = requestProblem(input, ctx.book, loaded.facts.served);
    if (refused) throw accommodationProblem(refused);
    const { id, householdId, kind, fromDay, agreedBy } = input;
    await insertAccommodation(ctx.tx, ctx.actor.countyId, {
      accommodationId: id, householdId, divisionId: household.divisionId, kind, festivals: input.festivals?.length ? input.festivals : null,
      days: JSON.stringify(input.days ?? []), accepted: input.accepted ?? null, fromDay, toDay: input.toDay ?? null, reviewDay: input.reviewDay ?? null,
      agreedBy, wordsEnc: input.words ? ctx.keys.seal(input.words) : null, askedBy: ctx.actor.accountId, askedAt: ctx.now,
    });
    await recordChange(ctx, { subject: 'accommodation', subjectId: id, householdId, divisionId: household.divisionId, action: 'ask', before: null, after: input });
    return load();
  }, load);
}

/** @throws Problem `not-found` */
async function getAccommodation(ctx: CareContext, accommodationId: string): Promise<AccommodationView> {
  const row = await getRow(ctx, accommodationId);
  return (await viewAccommodations(ctx, [row]))[0]!;
}

async function getRow(ctx: CareContext, accommodationId: string): Promise<AccommodationRow> {
  const row = await findAccommodation(ctx.tx, ctx.actor.countyId, accommodationId);
  if (!row) throw notFound(ACCOMMODATION_WORD);
  return row;
}

/**
 * Approves a request: from its agreed first day on the duties are those the family accepts.
 * @throws Problem `accommodation.own` (403) for a contact it relieves, `accommodation.decided` (409), `not-allowed`, `not-found`
 */
export async function approveAccommodation(ctx: CareContext, accommodationId: string): Promise<AccommodationView> {
  const row = await getRowToDecide(ctx, accommodationId);
  const { accountId, countyId } = ctx.actor;
  if (!(await decideRow(ctx.tx, countyId, accommodationId, { approvedBy: accountId, approvedAt: ctx.now }))) throw accommodationProblem('accommodation.decided');
  return settle(ctx, row, { action: 'approve', before: { status: 'asked' }, after: { status: 'approved' } });
}

/** @throws Problem `accommodation.own` (403), `accommodation.decided` (409), `not-allowed`, `not-found` */
export async function refuseAccommodation(ctx: CareContext, accommodationId: string, reason: string): Promise<AccommodationView> {
  const row = await getRowToDecide(ctx, accommodationId);
  const refused = { refusedAt: ctx.now, decisionEnc: ctx.keys.seal(reason) };
  if (!(await decideRow(ctx.tx, ctx.actor.countyId, accommodationId, refused))) throw accommodationProblem('accommodation.decided');
  return settle(ctx, row, { action: 'refuse', reason, before: { status: 'asked' }, after: { status: 'refused' } });
}

/**
 * Ends one that is in force; the ordinary duties come back on the next day.
 * @throws Problem `accommodation.own` (403), `accommodation.notApproved`, `accommodation.ended` (409), `accommodation.days` (422)
 */
export async function endAccommodation(ctx: CareContext, accommodationId: string, { toDay, reason }: { readonly toDay: string; readonly reason: string }): Promise<AccommodationView> {
  const row = await getRowToDecide(ctx, accommodationId);
  checkInForce(ctx, row);
  if (toDay < row.fromDay) throw accommodationProblem('accommodation.days');
  if (row.toDay !== null && row.toDay <= toDay) throw accommodationProblem('accommodation.ended');
  await change(ctx, row, { toDay, reviewDay: null, decisionEnc: ctx.keys.seal(reason) });
  return settle(ctx, row, { action: 'end', reason, before: { toDay: row.toDay }, after: { toDay } }, ctx.today);
}

/**
 * The office has asked the family whether it still suits. Closes the review that was due and sets the next; the agreement itself goes on.
 * @throws Problem `accommodation.own` (403), `accommodation.notApproved` (409), `accommodation.future`, `accommodation.review` (422)
 */
export async function reviewAccommodation(ctx: CareContext, accommodationId: string, { day, reviewDay = null, words }: ReviewInput): Promise<AccommodationView> {
  const row = await getRowToDecide(ctx, accommodationId);
  checkInForce(ctx, row);
  if (day > ctx.today) throw accommodationProblem('accommodation.future');
  if (reviewDay !== null && (reviewDay <= day || (row.toDay !== null && reviewDay > row.toDay))) throw accommodationProblem('accommodation.review');
  await change(ctx, row, { reviewDay, ...(words ? { decisionEnc: ctx.keys.seal(words) } : {}) });
  return settle(ctx, row, { action: 'review', before: { reviewDay: row.reviewDay }, after: { day, reviewDay, words: words ?? null } }, day);
}

/** The row, once it is sure that the actor may decide it: the office, and never a contact whom it relieves. */
async function getRowToDecide(ctx: CareContext, accommodationId: string): Promise<AccommodationRow> {
  const row = await getRow(ctx, accommodationId);
  await getHouseholdFor(ctx, 'accommodation.approve', row.householdId);
  const [loaded] = await ctx.duties.load(ctx, [row.householdId]);
  if (!loaded) throw noHousehold();
  if (relieves(loaded.facts.assignments, ctx.actor.workerId, row, ctx.today)) throw accommodationProblem('accommodation.own');
  return row;
}

const decidedOf = (row: AccommodationRow): Decided => ({ ...row, approved: row.approvedAt !== null, refused: row.refusedAt !== null });

function checkInForce(ctx: CareContext, row: AccommodationRow): void {
  if (statusOf(decidedOf(row), ctx.today) !== 'approved') throw accommodationProblem('accommodation.notApproved');
}

const change = (ctx: CareContext, row: AccommodationRow, to: Decision): Promise<void> => changeApprovedRow(ctx.tx, ctx.actor.countyId, row.accommodationId, to);

/** What every decision brings with it: its record, the review events, the duties. `lookedOn`: the day somebody reviewed or ended it. */
async function settle(
  ctx: CareContext, row: AccommodationRow, said: { readonly action: string; readonly reason?: string; readonly before: unknown; readonly after: unknown }, lookedOn: string | null = null,
): Promise<AccommodationView> {
  const { accommodationId, householdId, divisionId } = row;
  await recordChange(ctx, { subject: 'accommodation', subjectId: accommodationId, householdId, divisionId, ...said });
  await alignReviews(ctx, row, lookedOn);
  await ctx.duties.refresh(ctx, [householdId]);
  return getAccommodation(ctx, accommodationId);
}

async function alignReviews(ctx: CareContext, { householdId, divisionId, reviewDay }: AccommodationRow, lookedOn: string | null): Promise<void> {
  const { tx, actor: { countyId, accountId }, now } = ctx;
  const { agreed, open } = await listReviews(tx, countyId, householdId);
  const { add, done, gone } = reviewChanges(agreed, open, lookedOn === null ? null : { reviewDay, on: lookedOn });
  await insertReviews(tx, countyId, add.map((day) => ({ eventId: uuidv7(), householdId, divisionId, day, recorderId: accountId, recordedAt: now })));
  await closeReviews(tx, countyId, done.map((event) => event.eventId), { doneOn: lookedOn ?? ctx.today });
  await closeReviews(tx, countyId, gone.map((event) => event.eventId), { voidedAt: now });
}

/** Agreements of a household or a territory by status, the latest to begin first. Every household shown is on record. */
export async function listAccommodations(ctx: CareContext, query: AccommodationsQuery) {
  const filter = {
    householdId: query.household ?? null, status: query.status ?? null, today: ctx.today,
    divisionIds: query.division === undefined ? null : await divisionsFor(ctx, query.division),
  };
  const rows = await listAccommodationRows(ctx.tx, ctx.actor.countyId, filter, query.limit + 1, fromCursor<readonly [string, string]>(query.after, 2));
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'accommodations.list', householdIds: [...new Set(page.map((row) => row.householdId))] });
  const last = page.at(-1);
  return { items: await viewAccommodations(ctx, page), next: rows.length > query.limit && last ? toCursor([last.fromDay, last.accommodationId]) : null };
}

/** Agreements as views, with the names of those who asked and approved. */
async function viewAccommodations(ctx: CareContext, rows: readonly AccommodationRow[]): Promise<AccommodationView[]> {
  const names = await accountNames(ctx, rows.flatMap((row) => [row.askedBy, ...(row.approvedBy ? [row.approvedBy] : [])]));
  return rows.map((row) => viewOf(ctx, row, names));
}

function viewOf(ctx: CareContext, row: AccommodationRow, names: ReadonlyMap<string, string>): AccommodationView {
  const decided = decidedOf(row);
  return {
    id: row.accommodationId, householdId: row.householdId,
    household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    kind: row.kind as AccommodationKind, title: ACCOMMODATION_TITLES[row.kind as AccommodationKind],
    festivals: row.festivals, days: row.days as unknown as AccommodationView['days'], accepted: row.accepted as AccommodationView['accepted'],
    fromDay: row.fromDay, toDay: row.toDay, reviewDay: row.reviewDay, reviewDue: reviewDue(decided, ctx.today), agreedBy: row.agreedBy,
    words: row.wordsEnc ? ctx.keys.open(row.wordsEnc) : null, decision: row.decisionEnc ? ctx.keys.open(row.decisionEnc) : null,
    status: statusOf(decided, ctx.today), askedBy: { id: row.askedBy, name: names.get(row.askedBy) ?? '' }, askedAt: row.askedAt,
    approvedBy: row.approvedBy ? { id: row.approvedBy, name: names.get(row.approvedBy) ?? '' } : null, approvedAt: row.approvedAt,
  };
}
