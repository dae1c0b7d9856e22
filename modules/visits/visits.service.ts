import { packOn, toNumber, type Day, type Visit, type VisitCredit } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import type { Deciding } from '../../platform/context.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import type { Created } from '../../platform/database/once.ts';
import { stable } from '../../platform/database/once.ts';
import { askAhead } from '../../platform/database/scope.ts';
import { differentBody, notAllowed, notFound, Problem } from '../../platform/problem.ts';
import { recordChange, recordLook, sealChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import type { AskedVisit, CareContext, FoundForVisit, LoadedHousehold, Recording } from '../policies/policies.context.ts';
import { ruleTitle } from '../policies/policies.titles.rules.ts';
import {
  declineParticipation, findVisit, insertVisit, listParticipants, listVisitRows, type NewVisit, voidVisitRow, type VisitRow,
} from './visits.queries.ts';
import { entryProblem, lateDays, type EntryProblem } from './visits.rules.ts';
import type { RecordedVisit, VisitInput, VisitView } from './visits.schema.ts';
import { visitsText } from './visits.text.ts';

const household = { zh: '户家庭', en: 'household' };
const record = { zh: '条联系记录', en: 'visit' };

const ENTRY_TEXT = {
  'visit.future': visitsText.future,
  'visit.late': visitsText.late,
  'visit.lateReason': visitsText.lateReason,
  'visit.notServed': visitsText.notServed,
} as const satisfies Record<EntryProblem, { zh: string; en: string }>;

export const askedVisit = (input: VisitInput): AskedVisit => ({ ...input, commandId: input.id, day: input.day as Day });

/** What must be known to record this visit. */
export const askForVisit = (ctx: Pick<CareContext, 'duties' | 'book' | 'today'>, input: VisitInput) => ctx.duties.forVisit(ctx, askedVisit(input));

/**
 * Records one contact with a household and says what it credits (B13: one record serves the village log, the ledger, the figures and the reports).
 * @param asked the answer to `askForVisit` where it was asked ahead
 * @throws Problem `visit.future`, `visit.late`, `visit.lateReason`, `visit.notServed`, `visit.participants` (422), `not-found`, `not-allowed`, `id.taken`
 */
export async function recordVisit(ctx: CareContext, input: VisitInput, asked?: FoundForVisit | null): Promise<Created<RecordedVisit>> {
  const found = asked === undefined ? await askAhead(ctx.tx, ctx.actor.countyId, askForVisit(ctx, input)) : asked;
  if (!found) throw notFound(household);
  const { loaded, recording } = found;
  const digest = ctx.keys.digest(stable(input));
  if (recording.digest) {
    if (!recording.digest.equals(digest)) throw differentBody();
    return { value: await answerAgain(ctx, loaded, input.id), again: true };
  }
  judgeEntry(ctx, loaded, recording, input);
  if (input.corrects) await checkCorrected(ctx, input);
  return { value: await write(ctx, found, input, digest), again: false };
}

function judgeEntry(ctx: Deciding<CareContext>, loaded: LoadedHousehold, recording: Recording, input: VisitInput): void {
  const place = { path: loaded.divisionPath, assigned: loaded.mine };
  authorise(ctx, 'visit.write', place);
  const { posts, workerId } = ctx.actor;
  const territorial = mayAt(posts, 'visit.write', { path: loaded.divisionPath });
  const known = new Set(recording.workers.map((worker) => worker.id));
  // A contact without territory records what they did themselves; a cadre or the office may record for others.
  if (input.participants.some((id) => !known.has(id)) || (!territorial && !input.participants.includes(workerId ?? ''))) {
    throw new Problem(422, 'visit.participants', visitsText.participants, [{ field: 'participants', code: 'unknown' }]);
  }
  const problem = entryProblem({
    day: input.day as Day, today: ctx.today, office: mayAt(posts, 'household.write', { path: loaded.divisionPath }), reason: input.lateReason,
    served: loaded.facts.served, pack: packOn(loaded.facts, ctx.book, toNumber(input.day as Day)),
  });
  if (problem) throw new Problem(422, problem, ENTRY_TEXT[problem], [{ field: problem === 'visit.lateReason' ? 'lateReason' : 'day', code: problem }]);
}

async function checkCorrected(ctx: CareContext, input: VisitInput): Promise<void> {
  const old = await findVisit(ctx.tx, ctx.actor.countyId, input.corrects!);
  if (!old || old.householdId !== input.householdId) throw notFound(record);
  if (!old.voidedAt) throw new Problem(422, 'visit.correctsUnvoided', visitsText.correctsUnvoided, [{ field: 'corrects', code: 'unvoided' }]);
}

async function write(ctx: CareContext, found: FoundForVisit, input: VisitInput, digest: Buffer): Promise<RecordedVisit> {
  const { row, recorded } = compose(ctx, found, input, digest);
  const inserted = insertVisit(ctx.tx, row);
  if (row.answers) {
    ctx.closeWith(inserted);
  } else {
    await inserted;
    await ctx.duties.refresh(ctx, [input.householdId]);
  }
  return recorded;
}

function compose(ctx: Deciding<CareContext>, { loaded, recording }: FoundForVisit, input: VisitInput, digest: Buffer): { row: NewVisit; recorded: RecordedVisit } {
  const { credit, answers } = ctx.duties.weigh(ctx, loaded, engineVisit(input));
  const row = {
    countyId: ctx.actor.countyId,
    divisionId: loaded.divisionId,
    input,
    content: sealContent(ctx, input),
    at: ctx.now,
    today: ctx.today,
    digest,
    recordId: uuidv7(),
    recordContent: sealChange(ctx, { before: null, after: input }),
    sessionId: ctx.actor.sessionId,
    purpose: ctx.actor.purpose,
    answers,
  };
  return { row, recorded: { visit: newView(ctx, recording, input), ...creditView(ctx, loaded, input.day, credit) } };
}

/**
 * Decides a visit whose facts are at hand, without writing it.
 * @returns undefined where it takes more than one look and one writing: it was sent before, corrects another, or more hangs on it than its duties
 * @throws Problem as recordVisit
 */
export function decideVisit(ctx: Deciding<CareContext>, input: VisitInput, found: FoundForVisit | null): { row: NewVisit; recorded: RecordedVisit } | undefined {
  if (!found) throw notFound(household);
  if (found.recording.digest || input.corrects) return undefined;
  judgeEntry(ctx, found.loaded, found.recording, input);
  const decided = compose(ctx, found, input, ctx.keys.digest(stable(input)));
  return decided.row.answers ? decided : undefined;
}

const engineVisit = (input: VisitInput): Visit => ({
  id: input.id, day: toNumber(input.day as Day), kind: input.kind, outcome: input.outcome, purposes: input.purposes,
  participants: input.participants, declined: [], voided: false,
});

interface Content {
  readonly health?: VisitInput['health'];
  readonly mood?: VisitInput['mood'];
  readonly note?: string | undefined;
}

function sealContent(ctx: Deciding<CareContext>, { health, mood, note }: VisitInput): Buffer | null {
  return health || mood || note ? ctx.keys.seal(JSON.stringify({ health, mood, note } satisfies Content)) : null;
}

function newView(ctx: Deciding<CareContext>, recording: Recording, input: VisitInput): VisitView {
  const names = new Map(recording.workers.map((worker) => [worker.id, worker.name]));
  return {
    id: input.id, householdId: input.householdId, day: input.day, kind: input.kind, outcome: input.outcome, purposes: input.purposes,
    participants: input.participants.map((workerId) => ({ workerId, name: names.get(workerId) ?? '', declined: false })),
    health: input.health ?? null, mood: input.mood ?? null, needs: input.needs ?? [], note: input.note ?? null,
    recorder: { id: ctx.actor.accountId, name: recording.recorderName }, recordedAt: ctx.now.toISOString(),
    lateDays: lateDays(input.day as Day, ctx.today), lateReason: input.lateReason ?? '', corrects: input.corrects ?? null, voided: null,
  };
}

/** What a visit credits and for whom it does not, in the words of the household's pack. */
export function creditView(ctx: Deciding<CareContext>, { facts }: LoadedHousehold, day: string, credit: VisitCredit) {
  const packId = packOn(facts, ctx.book, toNumber(day as Day))?.id ?? null;
  return {
    credited: credit.credited.map((one) => ({ ...one, title: ruleTitle(ctx.book, packId, one.rule) })),
    uncredited: [...credit.uncredited],
  };
}

/** The same command again: what stands now, computed anew. */
async function answerAgain(ctx: CareContext, loaded: LoadedHousehold, visitId: string): Promise<RecordedVisit> {
  const visit = await getVisit(ctx, visitId);
  const stored = loaded.facts.visits.find((one) => one.id === visitId);
  if (!stored) throw notFound(record);
  const without = { ...loaded, facts: { ...loaded.facts, visits: loaded.facts.visits.filter((one) => one !== stored) } };
  return { visit, ...creditView(ctx, loaded, visit.day, ctx.duties.weigh(ctx, without, stored).credit) };
}

/** One visit as it stands. @throws Problem `not-found` */
export async function getVisit(ctx: CareContext, visitId: string): Promise<VisitView> {
  const row = await findVisit(ctx.tx, ctx.actor.countyId, visitId);
  if (!row) throw notFound(record);
  const [view] = await viewVisits(ctx, [row]);
  return view!;
}

/** Visits as views, with the names of those who took part and entered them. */
export async function viewVisits(ctx: CareContext, rows: readonly VisitRow[]): Promise<VisitView[]> {
  if (rows.length === 0) return [];
  const { countyId } = ctx.actor;
  const participants = await listParticipants(ctx.tx, countyId, rows.map((row) => row.visitId));
  const names = await accountNames(ctx, rows.flatMap((row) => [row.recorderId, row.voidedBy ?? row.recorderId]));
  return rows.map((row) => viewOf(ctx, row, participants.filter((one) => one.visitId === row.visitId), names));
}

function viewOf(ctx: CareContext, row: VisitRow, participants: readonly { workerId: string; name: string; declinedAt: Date | null }[], names: ReadonlyMap<string, string>): VisitView {
  const content: Content = row.contentEnc ? (JSON.parse(ctx.keys.open(row.contentEnc)) as Content) : {};
  return {
    id: row.visitId, householdId: row.householdId, day: row.day, kind: row.kind as VisitView['kind'], outcome: row.outcome as VisitView['outcome'],
    purposes: row.purposes, needs: row.needs, health: content.health ?? null, mood: content.mood ?? null, note: content.note ?? null,
    participants: participants.map((one) => ({ workerId: one.workerId, name: one.name, declined: one.declinedAt !== null })),
    recorder: { id: row.recorderId, name: names.get(row.recorderId) ?? '' }, recordedAt: row.recordedAt,
    lateDays: Math.max(0, lateDays(row.day as Day, row.recordedOn as Day)), lateReason: row.lateReason, corrects: row.corrects,
    voided: row.voidedAt ? { at: row.voidedAt, reason: row.voidReason ?? '', by: names.get(row.voidedBy ?? '') ?? '' } : null,
  };
}

/** A household's visits, newest first, voided ones among them and marked. */
export async function listVisits(ctx: CareContext, query: { household: string; limit: number; after?: string | undefined }) {
  const after = fromCursor<readonly [string, string]>(query.after, 2);
  const rows = await listVisitRows(ctx.tx, ctx.actor.countyId, query.household, query.limit + 1, after);
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'visits.list', householdIds: page.length > 0 ? [query.household] : [] });
  const last = page.at(-1);
  return { items: await viewVisits(ctx, page), next: rows.length > query.limit && last ? toCursor([last.day, last.visitId]) : null };
}

/**
 * Voids a visit entered by mistake; duties follow. The record stays, with the reason.
 * @throws Problem `visit.voided` (409), `not-allowed` for anyone but its recorder and the office
 */
export async function voidVisit(ctx: CareContext, visitId: string, reason: string): Promise<VisitView> {
  const { row, loaded } = await loadOf(ctx, visitId);
  const office = mayAt(ctx.actor.posts, 'household.write', { path: loaded.divisionPath });
  if (!office && row.recorderId !== ctx.actor.accountId) throw new Problem(403, 'visit.voidNotYours', visitsText.voidNotYours);
  authorise(ctx, 'visit.write', { path: loaded.divisionPath, assigned: loaded.mine });
  if (!(await voidVisitRow(ctx.tx, ctx.actor.countyId, visitId, { at: ctx.now, by: ctx.actor.accountId, reason }))) {
    throw new Problem(409, 'visit.voided', visitsText.voidedAlready);
  }
  await recordChange(ctx, {
    subject: 'visit', subjectId: visitId, householdId: row.householdId, divisionId: row.divisionId, action: 'void', reason, before: { voided: false }, after: { voided: true },
  });
  await ctx.duties.refresh(ctx, [row.householdId]);
  return getVisit(ctx, visitId);
}

/**
 * A participant says they were not there: their credit is taken back, the record stays.
 * @throws Problem `visit.notParticipant` (403)
 */
export async function declineVisit(ctx: CareContext, visitId: string): Promise<VisitView> {
  const { row, loaded } = await loadOf(ctx, visitId);
  const { workerId, countyId } = ctx.actor;
  if (!workerId) throw notAllowed();
  authorise(ctx, 'visit.write', { path: loaded.divisionPath, assigned: loaded.mine });
  if (!(await declineParticipation(ctx.tx, countyId, visitId, workerId, ctx.now))) throw new Problem(403, 'visit.notParticipant', visitsText.notParticipant);
  await recordChange(ctx, {
    subject: 'visit', subjectId: visitId, householdId: row.householdId, divisionId: row.divisionId, action: 'decline', before: null, after: { workerId },
  });
  await ctx.duties.refresh(ctx, [row.householdId]);
  return getVisit(ctx, visitId);
}

async function loadOf(ctx: CareContext, visitId: string): Promise<{ row: VisitRow; loaded: LoadedHousehold }> {
  const row = await findVisit(ctx.tx, ctx.actor.countyId, visitId);
  const [loaded] = row ? await ctx.duties.load(ctx, [row.householdId]) : [];
  if (!row || !loaded) throw notFound(record);
  return { row, loaded };
}
