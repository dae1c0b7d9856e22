import type { Context } from '../../platform/context.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { columnName } from './against.ts';
import { columnNumber, NO_DECISIONS, problemKeyOf, withDecisions, type RowContent, type StoredMapping } from './decisions.rules.ts';
import {
  FIELDS, type ColumnView, type ImportLine, type ImportPatch, type ImportPreview, type ImportResult, type ImportRowsQuery, type ImportRowView, type ImportStatus, type ProblemKey, type ProblemView,
} from './imports.api.schema.ts';
import { template as templates, type Mapping, type Problem } from './imports.schema.ts';
import { importProblem, noImport } from './imports.text.ts';
import { signatureOf } from './reading.ts';
import { contactColumns } from './rows.rules.ts';
import {
  countResults, findImport, insertFilePart, insertImport, listImports, listRows, lockImport, rememberMapping, rowsByNumber, updateImport, updateRow,
  type StoredImport, type StoredRow,
} from './store.queries.ts';

// Sealed in parts so that neither a statement nor a string ever holds a whole ledger.
const PART_BYTES = 1024 * 1024;
// More than a person reads on a page; the rows name every one.
const PROBLEMS_SHOWN = 1_000;
const SAMPLES = 3;

export interface NewImport {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly divisionCode: string;
  readonly template?: string | undefined;
}

/** @throws Problem `import.division`, `import.template`, `import.file` (422), `not-found`, `not-allowed` */
export async function addImport(ctx: Context, input: NewImport): Promise<void> {
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'import.write', division);
  if (division.level === 'village') throw importProblem('import.division', 'divisionCode');
  if (input.template !== undefined && !templates.safeParse(input.template).success) throw importProblem('import.template', 'template');
  if (input.bytes.length === 0) throw importProblem('import.file', 'file');
  const at = { countyId: ctx.actor.countyId, importId: input.id, divisionId: division.divisionId };
  await insertImport(ctx.tx, {
    ...at, accountId: ctx.actor.accountId, fileName: input.fileName, fileSize: input.bytes.length, status: 'reading', template: input.template ?? null, createdAt: ctx.now,
  });
  for (let part = 0; part * PART_BYTES < input.bytes.length; part++) {
    const content = Buffer.from(input.bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)).toString('base64');
    await insertFilePart(ctx.tx, { ...at, part, contentEnc: ctx.keys.seal(content) });
  }
  await recordImport(ctx, { ...at }, 'create', { fileName: input.fileName, size: input.bytes.length });
}

export const recordImport = (ctx: Context, { importId, divisionId }: Pick<StoredImport, 'importId' | 'divisionId'>, action: string, after: unknown): Promise<void> =>
  recordChange(ctx, { subject: 'import', subjectId: importId, householdId: null, divisionId, action, before: null, after });

/** @throws Problem `not-found` (404), `not-allowed` (403) */
export async function getImport(ctx: Context, importId: string): Promise<StoredImport> {
  const stored = await findImport(ctx.tx, ctx.actor.countyId, importId);
  if (!stored) throw noImport();
  authorise(ctx, 'import.write', stored);
  return stored;
}

export async function listImportLines(ctx: Context, query: { limit: number; after?: string | undefined }): Promise<{ items: ImportLine[]; next: string | null }> {
  const rows = await listImports(ctx.tx, ctx.actor.countyId, query.limit + 1, fromCursor<readonly [string, string]>(query.after, 2));
  const page = rows.slice(0, query.limit);
  const names = await accountNames(ctx, page.map((row) => row.accountId));
  const last = page.at(-1);
  return { items: page.map((row) => lineOf(row, names)), next: rows.length > query.limit && last ? toCursor([last.createdAt.toISOString(), last.importId]) : null };
}

const lineOf = (stored: StoredImport, names: ReadonlyMap<string, string>): ImportLine => ({
  id: stored.importId, fileName: stored.fileName, divisionCode: stored.divisionCode, divisionName: stored.divisionName, status: stored.status as ImportStatus,
  rows: stored.total, good: stored.total - stored.held, held: stored.held, createdAt: stored.createdAt,
  by: names.has(stored.accountId) ? { id: stored.accountId, name: names.get(stored.accountId)! } : null,
});

/** All of an import a page shows at once: which column is which, what is wrong, how far it is. */
export async function previewImport(ctx: Context, importId: string): Promise<ImportPreview> {
  const stored = await getImport(ctx, importId);
  const names = await accountNames(ctx, [stored.accountId]);
  const mapping = stored.mapping as StoredMapping | null;
  const rows = mapping === null ? [] : await listRows(ctx.tx, ctx.actor.countyId, importId, 'all', 0, SAMPLES);
  const problems = mapping === null || stored.status === 'reading' ? [] : await problemsOf(ctx, stored, PROBLEMS_SHOWN);
  const counts = stored.counts as Record<string, number>;
  return {
    ...lineOf(stored, names),
    template: mapping?.template ?? null, columns: mapping ? columnsOf(mapping, rows.map((row) => contentOf(ctx, row))) : [], fields: FIELDS,
    problems, problemCount: Object.values(counts).reduce((sum, count) => sum + count, 0), summary: counts,
    progress: { done: stored.done, total: stored.total }, result: await resultOf(ctx, stored, problems), failure: stored.failure as ImportPreview['failure'],
  };
}

export const contentOf = (ctx: Pick<Context, 'keys'>, row: Pick<StoredRow, 'contentEnc'>): RowContent => JSON.parse(ctx.keys.open(row.contentEnc)) as RowContent;

/** Problems of the file first, then row by row; never more than `limit`. */
export async function problemsOf(ctx: Context, stored: StoredImport, limit: number): Promise<ProblemView[]> {
  const found: ProblemView[] = [...(stored.problems as Problem[])];
  for (let after = 0; found.length < limit; ) {
    const page = await listRows(ctx.tx, ctx.actor.countyId, stored.importId, 'problems', after, 200);
    if (page.length === 0) break;
    after = page.at(-1)!.rowNumber;
    for (const row of page) found.push(...named(contentOf(ctx, row), stored.mapping as unknown as StoredMapping));
  }
  return found.slice(0, limit);
}

function named({ problems, draft }: RowContent, mapping: StoredMapping): ProblemView[] {
  return problems.map((problem) => {
    if (problem.code !== 'phone.conflict') return problem;
    const column = columnNumber(problem.column);
    const role = contactColumns(mapping).find(({ phone }) => phone === column)?.role;
    const name = role && draft.contacts[role]?.name;
    return name === undefined ? problem : { ...problem, name };
  });
}

function columnsOf(mapping: StoredMapping, rows: readonly RowContent[]): ColumnView[] {
  const fieldOf = new Map(Object.entries(mapping.fields).map(([field, column]) => [column, field]));
  const width = Math.max(1, ...Object.keys(mapping.headings).map(Number), ...fieldOf.keys());
  return Array.from({ length: width }, (_, at) => at + 1).map((index) => ({
    index, letter: columnName(index, mapping), heading: mapping.headings[index] ?? '', field: fieldOf.get(index) ?? null,
    sample: rows.map((row) => row.cells[index - 1] ?? '').filter((text) => text !== ''),
  }));
}

/** What came of it; null until it has been applied. */
export async function resultOf(ctx: Context, stored: StoredImport, problems: ProblemView[]): Promise<ImportResult | null> {
  if (stored.status !== 'done') return null;
  const counts = await countResults(ctx.tx, ctx.actor.countyId, stored.importId);
  const of = (result: string) => counts.get(result) ?? 0;
  return { rows: stored.total, imported: of('imported'), updated: of('updated'), unchanged: of('unchanged'), skipped: of('skipped'), problems };
}

/** The file as the person knows it, a page of rows at a time. */
export async function importRowsOf(ctx: Context, importId: string, query: ImportRowsQuery): Promise<{ items: ImportRowView[]; next: string | null }> {
  await getImport(ctx, importId);
  const [after] = fromCursor<readonly [number]>(query.after, 1) ?? [0];
  const rows = await listRows(ctx.tx, ctx.actor.countyId, importId, query.show, after, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const items = page.map((row) => {
    const { cells, problems } = contentOf(ctx, row);
    return {
      row: row.rowNumber, cells: [...cells], held: row.held, result: row.result as ImportRowView['result'], householdId: row.householdId,
      problems: problems.map((problem) => ({ ...problem, cell: columnNumber(problem.column) })),
    };
  });
  return { items, next: rows.length > query.limit ? toCursor([page.at(-1)!.rowNumber]) : null };
}

/**
 * Decides about a file before it is applied. Whatever changes what its rows mean (which column is which, whose name is whose) has it read again.
 * @returns true when it must be read again
 * @throws Problem `import.busy`, `import.applied` (409), `import.column`, `import.columnTwice` (422)
 */
export async function decideImport(ctx: CareContext, importId: string, patch: ImportPatch): Promise<boolean> {
  await lockImport(ctx.tx, ctx.actor.countyId, importId);
  const stored = await getImport(ctx, importId);
  if (stored.status !== 'ready') throw importProblem(stored.status === 'done' || stored.status === 'undone' ? 'import.applied' : 'import.busy');
  const before = stored.mapping as unknown as StoredMapping;
  const decisions = before.decisions ?? NO_DECISIONS;
  const fields = patch.mapping ? checkedFields(patch.mapping.fields, before) : before.fields;
  const separate = [...new Set([...decisions.separate, ...patch.separate])];
  const again = patch.mapping !== undefined || separate.length > decisions.separate.length;
  const mapping: StoredMapping = { ...before, fields, decisions: { separate, accepted: merged(decisions.accepted, patch.accept) } };
  if (patch.mapping) await rememberMapping(ctx.tx, { countyId: ctx.actor.countyId, divisionId: stored.divisionId, signature: signatureOf(ctx, before), fields });
  if (!again) await acceptNow(ctx, stored, mapping, patch.accept);
  await updateImport(ctx.tx, ctx.actor.countyId, importId, { mapping: JSON.stringify(mapping), ...(again ? { status: 'reading', done: 0 } : {}) });
  await recordImport(ctx, stored, 'decide', patch);
  return again;
}

const merged = (before: readonly ProblemKey[], now: readonly ProblemKey[]): ProblemKey[] =>
  [...new Map([...before, ...now].map((key) => [problemKeyOf(key), key])).values()];

function checkedFields(fields: Record<string, number>, { headings }: Mapping): Mapping['fields'] {
  const known = new Set([...FIELDS.map(({ key }) => key), 'householdKey', 'serial', 'problems']);
  const most = Math.max(...Object.keys(headings).map(Number), 1) + 2;
  const used = new Set<number>();
  for (const [field, column] of Object.entries(fields)) {
    if (!known.has(field) || column > most) throw importProblem('import.column', `mapping.fields.${field}`);
    if (used.has(column)) throw importProblem('import.columnTwice', `mapping.fields.${field}`);
    used.add(column);
  }
  return fields as Mapping['fields'];
}

async function acceptNow(ctx: CareContext, stored: StoredImport, mapping: StoredMapping, accept: readonly ProblemKey[]): Promise<void> {
  const accepted = new Set(accept.map(problemKeyOf));
  const counts = { ...(stored.counts as Record<string, number>) };
  for (const row of await rowsByNumber(ctx.tx, ctx.actor.countyId, stored.importId, accept.map((key) => key.row))) {
    const before = contentOf(ctx, row);
    const after = withDecisions(before, accepted, mapping);
    if (after === before) continue;
    for (const { code } of before.problems.filter((problem) => !after.problems.includes(problem))) counts[code] = (counts[code] ?? 1) - 1;
    await updateRow(ctx.tx, ctx.actor.countyId, stored.importId, row.rowNumber, {
      contentEnc: ctx.keys.seal(JSON.stringify(after)), codes: [...new Set(after.problems.map((problem) => problem.code))],
    });
  }
  await updateImport(ctx.tx, ctx.actor.countyId, stored.importId, { counts: JSON.stringify(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))) });
}
