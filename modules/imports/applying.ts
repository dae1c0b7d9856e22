import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { Problem as Refusal } from '../../platform/problem.ts';
import { placeContacts, type Placement } from '../contacts/contacts.placing.ts';
import { contactRole } from '../contacts/contacts.rules.ts';
import { lockHouseholds } from '../contacts/contacts.queries.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { foundInFiles } from './against.ts';
import { changeKnown, loadStanding, type ChangedHousehold, type StandingHousehold } from './changing.ts';
import { contactPhone, type RowContent, type StoredMapping } from './decisions.rules.ts';
import type { WorkerMap } from './importWorkers.ts';
import type { Problem, ProblemCode } from './imports.schema.ts';
import { matchRows, type Match } from './matching.ts';
import { openHouseholds, type NewHousehold, type OpenedHousehold } from './opening.ts';
import type { PlaceIndex } from './places.ts';
import { workerKey } from './reading.ts';
import { contactColumns } from './rows.rules.ts';
import { settleRows, updateRow, type RowOutcome, type StoredImport, type StoredRow } from './store.queries.ts';

/** What every batch of one import needs to know. */
export interface Applying {
  readonly stored: StoredImport;
  readonly mapping: StoredMapping;
  readonly places: PlaceIndex;
  readonly workers: WorkerMap;
  readonly separate: ReadonlySet<string>;
}

interface Row extends RowContent {
  readonly rowNumber: number;
  readonly divisionId: number;
  readonly contacts: readonly NamedContact[];
}
interface NamedContact { readonly role: string; readonly name: string; readonly workerId: string }

/**
 * Applies some rows in the transaction of `ctx`: those held stay out, the others open a file, change one, or find that nothing differs.
 * A row that a rule of the county's own files refuses is skipped and says why; the others go in all the same.
 */
export async function applyRows(ctx: CareContext, applying: Applying, stored: readonly StoredRow[]): Promise<void> {
  const { tx, actor: { countyId } } = ctx;
  await settleRows(tx, countyId, applying.stored.importId, stored.filter((row) => row.held).map((row) => outcome(row.rowNumber, 'skipped')));
  const rows = stored.filter((row) => !row.held).map((row) => openRow(ctx, applying, row));
  await applyOrSplit(ctx, applying, rows);
}

/** All in one go; where one row is refused, the halves, down to that row alone. */
async function applyOrSplit(ctx: CareContext, applying: Applying, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`savepoint rows_of_file`.execute(ctx.tx);
  try {
    await applyBatch(ctx, applying, rows);
    await sql`release savepoint rows_of_file`.execute(ctx.tx);
  } catch (error) {
    if (!(error instanceof Refusal) && (error as { code?: string }).code !== '42501') throw error;
    await sql`rollback to savepoint rows_of_file`.execute(ctx.tx);
    if (rows.length === 1) return refuse(ctx, applying, rows[0]!, 'address.outside', 'elsewhere');
    const middle = Math.floor(rows.length / 2);
    await applyOrSplit(ctx, applying, rows.slice(0, middle));
    await applyOrSplit(ctx, applying, rows.slice(middle));
  }
}

function openRow(ctx: CareContext, { mapping, places, workers, separate }: Applying, row: StoredRow): Row {
  const content = JSON.parse(ctx.keys.open(row.contentEnc)) as RowContent;
  const place = places.placeOf(content.draft);
  const packId = places.packIdAt(place.divisionId);
  const pack = packId === null ? null : (ctx.book.packs[packId] ?? null);
  const home = places.homeOf(content.draft).divisionId;
  const contacts = contactColumns(mapping).flatMap(({ role, phone: column }) => {
    const name = content.draft.contacts[role]?.name;
    const workerId = name === undefined ? undefined : workers.get(workerKey(ctx, home, name, contactPhone(content, role, column), separate));
    // A role this region's policy does not know has nowhere to stand; the file itself is kept.
    return name === undefined || workerId === undefined || !contactRole(ctx.book, pack, role) ? [] : [{ role, name, workerId }];
  });
  return { ...content, rowNumber: row.rowNumber, divisionId: place.divisionId, contacts };
}

async function applyBatch(ctx: CareContext, applying: Applying, rows: readonly Row[]): Promise<void> {
  const { importId } = applying.stored;
  const matches = await matchRows(ctx, importId, rows, applying.places);
  const twice = foundTwice(rows, matches);
  const elsewhere = rows.filter((row) => matches.get(row.rowNumber)!.kind === 'idElsewhere');
  for (const row of twice) await refuse(ctx, applying, row, 'household.duplicate', 'householdTwice');
  for (const row of elsewhere) await refuse(ctx, applying, row, 'id.conflict', 'idKnown');
  const { opened, refused } = await openHouseholds(ctx, importId, rows.filter((row) => matches.get(row.rowNumber)!.kind === 'new').map(newHousehold));
  for (const row of rows.filter((one) => refused.includes(one.rowNumber))) await refuse(ctx, applying, row, 'id.conflict', 'idKnown');
  await settleRows(ctx.tx, ctx.actor.countyId, importId, opened.map(openedOutcome));
  await applyKnown(ctx, applying, rows.filter((row) => matches.get(row.rowNumber)!.kind === 'known' && !twice.includes(row)), matches);
}

/** Rows after the first that speak of one household. */
function foundTwice(rows: readonly Row[], matches: ReadonlyMap<number, Match>): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const match = matches.get(row.rowNumber)!;
    if (match.kind !== 'known') return false;
    const again = seen.has(match.household.householdId);
    seen.add(match.household.householdId);
    return again;
  });
}

const newHousehold = ({ rowNumber, draft, problems, divisionId, contacts }: Row): NewHousehold => ({ rowNumber, draft, problems, divisionId, contacts });

const openedOutcome = ({ rowNumber, householdId, assignments }: OpenedHousehold): RowOutcome =>
  ({ ...outcome(rowNumber, 'imported'), householdId, versionAfter: 1, traces: { ...NO_TRACES, assignments } });

const outcome = (rowNumber: number, result: string): RowOutcome => ({ rowNumber, result, householdId: null, versionAfter: null, before: null, traces: null });

async function applyKnown(ctx: CareContext, applying: Applying, rows: readonly Row[], matches: ReadonlyMap<number, Match>): Promise<void> {
  if (rows.length === 0) return;
  const households = rows.map((row) => (matches.get(row.rowNumber) as Extract<Match, { kind: 'known' }>).household);
  await lockHouseholds(ctx.tx, ctx.actor.countyId, households.map((one) => one.householdId));
  const standing = await loadStanding(ctx, households);
  const settled: Settled[] = [];
  for (const [index, row] of rows.entries()) {
    const known = standing.get(households[index]!.householdId)!;
    const placements = placementsOf(ctx, row, known);
    const changed = await changeKnown(ctx, known, row, placements.length > 0);
    if (changed === 'id') await refuse(ctx, applying, row, 'id.conflict', 'idKnown');
    else settled.push({ row, known, placements, changed });
  }
  const traces = await placeAll(ctx, settled);
  const fileOnly = settled.filter(({ changed, placements }) => changed !== null && placements.length === 0);
  await ctx.duties.refresh(ctx, fileOnly.map(({ known }) => known.household.householdId));
  await settleRows(ctx.tx, ctx.actor.countyId, applying.stored.importId, settled.map((one) => knownOutcome(ctx, one, traces)));
}

interface Settled {
  readonly row: Row;
  readonly known: StandingHousehold;
  readonly placements: readonly Placement[];
  readonly changed: ChangedHousehold | null;
}

/** Contacts of the row who do not hold the role yet. Someone of the same name in the role is the same person, wherever they are on the list of workers. */
function placementsOf(ctx: CareContext, { contacts }: Row, { household, holders }: StandingHousehold): Placement[] {
  return contacts.flatMap(({ role, name, workerId }) => {
    const inRole = holders.filter((one) => one.role === role);
    if (inRole.some((one) => one.workerId === workerId || one.name === name)) return [];
    return [{
      assignmentId: uuidv7(), householdId: household.householdId, role, workerId, fromDay: ctx.today, toDay: null, note: undefined, handoverId: null,
      after: inRole[0]?.assignmentId ?? null,
    }];
  });
}

interface Traces { assignments: string[]; ended: { assignmentId: string; toDay: string | null }[]; events: string[] }
const NO_TRACES = { assignments: [], ended: [], events: [], spells: [], endedSpells: [] } as const;

/** A changed contact is a handover like any other: the one before ends and the household is to be told (B6). */
async function placeAll(ctx: CareContext, settled: readonly Settled[]): Promise<Map<string, Traces>> {
  const placed = await placeContacts(ctx, settled.flatMap((one) => one.placements), { whereHeld: 'keep' });
  const holders = new Map(settled.flatMap(({ known }) => known.holders.map((one) => [one.assignmentId, one.toDay] as const)));
  const traces = new Map<string, Traces>();
  for (const { placement, insert, ends, event } of placed) {
    const own = traces.get(placement.householdId) ?? { assignments: [], ended: [], events: [] };
    if (insert) own.assignments.push(insert.assignmentId);
    own.ended.push(...ends.map(({ assignmentId }) => ({ assignmentId, toDay: holders.get(assignmentId) ?? null })));
    if (event) own.events.push(event.eventId);
    traces.set(placement.householdId, own);
  }
  return traces;
}

function knownOutcome(ctx: CareContext, { row, known, changed, placements }: Settled, traces: ReadonlyMap<string, Traces>): RowOutcome {
  const { householdId, version } = known.household;
  if (changed === null && placements.length === 0) return { ...outcome(row.rowNumber, 'unchanged'), householdId };
  return {
    rowNumber: row.rowNumber, result: 'updated', householdId, versionAfter: changed?.versionAfter ?? version,
    before: changed ? ctx.keys.seal(JSON.stringify(changed.before)) : null, traces: { ...NO_TRACES, ...traces.get(householdId), ...changed?.residence },
  };
}

/** Keeps a row out for what only the county's own files can show, and writes the problem to the row. */
async function refuse(ctx: CareContext, { stored, mapping }: Applying, row: Row, code: ProblemCode, why: Parameters<typeof foundInFiles>[3]): Promise<void> {
  const problem: Problem = foundInFiles(code, row.rowNumber, mapping, why, code === 'id.conflict' ? (row.draft.idNumber ?? '') : row.draft.headName);
  const problems = [...row.problems, problem];
  await updateRow(ctx.tx, ctx.actor.countyId, stored.importId, row.rowNumber, {
    held: true, result: 'skipped', codes: [...new Set(problems.map((one) => one.code))], contentEnc: ctx.keys.seal(JSON.stringify({ draft: row.draft, cells: row.cells, problems })),
  });
}
