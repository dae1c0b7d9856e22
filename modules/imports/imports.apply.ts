import { readTable, writeTable } from '../../platform/documents/documents.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { contentOf, decideImport, getImport, recordImport } from './imports.service.ts';
import type { ImportFailure, ImportStep, ProblemKey } from './imports.api.schema.ts';
import { errorsSheet } from './imports.documents.ts';
import type { JudgedRow, Problem } from './imports.schema.ts';
import { importProblem } from './imports.text.ts';
import { judge, type Judgement } from './judge.ts';
import { judgeOpened, openImport, type Run } from './reading.ts';
import { listRows, lockImport, updateImport, type StoredImport } from './store.queries.ts';

/**
 * Begins to apply an import. Asked again while it runs, or when it is done, it changes nothing.
 * @throws Problem `import.busy`, `import.applied` (409), `not-found`, `not-allowed`
 */
export async function beginApply(ctx: CareContext, importId: string, accept: readonly ProblemKey[]): Promise<void> {
  await lockImport(ctx.tx, ctx.actor.countyId, importId);
  const stored = await getImport(ctx, importId);
  if (stored.status === 'applying' || stored.status === 'done') return;
  // What failed half-way goes on from where it stood.
  const again = stored.status === 'failed' && stoppedAt(stored) === 'applying';
  if (stored.status !== 'ready' && !again) throw importProblem(stored.status === 'undone' ? 'import.applied' : 'import.busy');
  if (accept.length > 0 && !again) await decideImport(ctx, importId, { accept: [...accept], separate: [] });
  await updateImport(ctx.tx, ctx.actor.countyId, importId, { status: 'applying', ...(again ? { failure: null } : { appliedAt: ctx.now, done: 0 }) });
  await recordImport(ctx, stored, 'apply', { fileName: stored.fileName, rows: stored.total });
}

/**
 * Lets an import that stopped go on with what it was doing, from where it stood. Asked of one that runs, or that has nothing left to do, it
 * changes nothing: whoever works on it goes on.
 * @throws Problem `not-found`, `not-allowed`
 */
export async function resumeImport(ctx: CareContext, importId: string): Promise<void> {
  await lockImport(ctx.tx, ctx.actor.countyId, importId);
  const stored = await getImport(ctx, importId);
  if (stored.status !== 'failed') return;
  await updateImport(ctx.tx, ctx.actor.countyId, importId, { status: stoppedAt(stored), failure: null });
  await recordImport(ctx, stored, 'resume', { fileName: stored.fileName, step: stoppedAt(stored) });
}

/** What a failed import was doing. */
const stoppedAt = ({ failure }: StoredImport): ImportStep => (failure as unknown as ImportFailure).step;

/**
 * The rows that stayed out, in the person's own form, with what is wrong beside them: also what only the county's files could show.
 * @param run each call is a transaction of its own: writing a long file must not hold one open
 */
export async function errorsWorkbook(run: Run, importId: string, language: 'zh' | 'en'): Promise<{ bytes: Buffer; fileName: string }> {
  const opened = await run(async (ctx) => {
    const stored = await getImport(ctx, importId);
    await recordImport(ctx, stored, 'download', { fileName: stored.fileName, what: 'errors' });
    return openImport(ctx, importId);
  });
  const reader = await readTable({ name: opened.stored.fileName, bytes: opened.bytes });
  const judgement = await judgeOpened(opened, run, (context) => judge(reader, context));
  const held = await run((ctx) => heldRows(ctx, importId));
  const bytes = await writeTable([errorsSheet(heldBack(judgement, held), language)]);
  const name = opened.stored.fileName.replace(/\.\w{1,5}$/, '');
  return { bytes, fileName: `${name}-${language === 'zh' ? '待改' : 'to correct'}.xlsx` };
}

const PAGE = 500;

async function heldRows(ctx: CareContext, importId: string): Promise<Map<number, readonly Problem[]>> {
  const held = new Map<number, readonly Problem[]>();
  for (let after = 0; ; ) {
    const rows = await listRows(ctx.tx, ctx.actor.countyId, importId, 'held', after, PAGE);
    if (rows.length === 0) return held;
    after = rows.at(-1)!.rowNumber;
    for (const row of rows) held.set(row.rowNumber, contentOf(ctx, row).problems);
  }
}

/** The judgement of the file with what was decided and found since. */
function heldBack(judgement: Judgement, held: ReadonlyMap<number, readonly Problem[]>): Judgement {
  async function* rows(): AsyncIterable<JudgedRow> {
    for await (const row of judgement.rows()) {
      const problems = held.get(row.row);
      yield { ...row, held: problems !== undefined, problems: [...(problems ?? row.problems)] };
    }
  }
  return { ...judgement, rows };
}
