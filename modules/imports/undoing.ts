import { uuidv7 } from 'uuidv7';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChanges } from '../../platform/records/records.ts';
import { replaceChildRows, releaseIdentity, updateMemberRow } from '../households/households.queries.ts';
import { idNumberColumns, phoneColumns, sealJson } from '../households/households.sealed.ts';
import type { CareContext } from '../policies/policies.context.ts';
import type { Undoable } from './changing.ts';
import { putPhonesBack } from './importWorkers.ts';
import { getImport, recordImport } from './imports.service.ts';
import { builtOn, importProblem } from './imports.text.ts';
import { listKnown } from './known.queries.ts';
import type { Run } from './reading.ts';
import { appliedRows, forgetWorkers, lockImport, rowsBuiltOn, settleRows, takeBackRows, updateImport, type StoredRow } from './store.queries.ts';

// Erasing cascades to every row of a household; so many take about a second.
const ROWS_AT_ONCE = 200;

/**
 * Begins to take an import back, as a whole: refused as soon as something else builds on one of its households.
 * @throws Problem `import.notApplied`, `import.builtOn` (409)
 */
export async function beginUndo(ctx: CareContext, importId: string): Promise<void> {
  await lockImport(ctx.tx, ctx.actor.countyId, importId);
  const stored = await getImport(ctx, importId);
  if (stored.status === 'undone' || stored.status === 'undoing') return;
  if (stored.status !== 'done') throw importProblem('import.notApplied');
  const built = await rowsBuiltOn(ctx.tx, ctx.actor.countyId, importId);
  if (built[0]) throw builtOn(built.length, built[0].rowNumber);
  await updateImport(ctx.tx, ctx.actor.countyId, importId, { status: 'undoing', done: 0 });
  await recordImport(ctx, stored, 'undo', { fileName: stored.fileName });
}

export async function undoImport(run: Run, importId: string, stopped: () => boolean): Promise<void> {
  for (let after: number | null = 0; after !== null && !stopped(); ) {
    const behind: number = after;
    after = await run((ctx) => undoNext(ctx, importId, behind));
  }
}

/** @returns the last row taken back; null when nothing is left */
export async function undoNext(ctx: CareContext, importId: string, after: number): Promise<number | null> {
  const { tx, actor: { countyId } } = ctx;
  await lockImport(tx, countyId, importId);
  const rows = await appliedRows(tx, countyId, importId, after, ROWS_AT_ONCE);
  if (rows.length === 0) {
    await putPhonesBack(ctx, importId);
    await forgetWorkers(tx, countyId, importId);
    await updateImport(tx, countyId, importId, { status: 'undone', undoneAt: ctx.now });
    return null;
  }
  const updated = rows.filter((row) => row.result === 'updated');
  const households = await listKnown(tx, countyId, rows.map((row) => row.householdId!), [], []);
  await takeBackRows(tx, countyId, importId, rows.map((row) => row.rowNumber));
  for (const row of updated) await putBack(ctx, row, households.find((one) => one.householdId === row.householdId)?.divisionId);
  await recordChanges(ctx, households.map((one) => ({
    subject: 'household', subjectId: one.householdId, householdId: one.householdId, divisionId: one.divisionId, action: 'importUndone', before: { headName: one.headName }, after: null,
  })));
  await ctx.duties.refresh(ctx, updated.map((row) => row.householdId!));
  await settleRows(tx, countyId, importId, rows.map((row) => ({ rowNumber: row.rowNumber, result: 'skipped', householdId: null, versionAfter: null, before: null, traces: null })));
  return rows.at(-1)!.rowNumber;
}

/** What the file said before, written as one more change of it. */
async function putBack(ctx: CareContext, row: StoredRow, divisionId: number | undefined): Promise<void> {
  if (row.beforeEnc === null || divisionId === undefined) return;
  const { before, children, headId } = JSON.parse(ctx.keys.open(row.beforeEnc)) as Undoable;
  const { headName, groupName, registeredAddress, livingAddress, phone, marks } = before;
  const texts = Object.fromEntries(Object.entries({ groupName, registeredAddress, livingAddress, marks }).filter(([, value]) => value !== undefined));
  await ctx.tx.updateTable('household').set((eb) => ({
    ...texts, version: eb('version', '+', 1), ...(headName === undefined ? {} : { headName, ...readName(headName) }), ...(phone === undefined ? {} : phoneColumns(ctx, phone)),
  })).where('countyId', '=', ctx.actor.countyId).where('householdId', '=', row.householdId!).execute();
  if (headId !== null) await putHeadBack(ctx, headId, before);
  if ('childDates' in before) {
    const at = { countyId: ctx.actor.countyId, householdId: row.householdId!, divisionId };
    await replaceChildRows(ctx.tx, at, children === null ? [] : [{ childId: uuidv7(), detailsEnc: sealJson(ctx, children) }]);
  }
}

async function putHeadBack(ctx: CareContext, headId: string, { headName, otherPhone, idNumber }: Undoable['before']): Promise<void> {
  const columns = {
    ...(headName === undefined ? {} : { name: headName, ...readName(headName) }), ...(otherPhone === undefined ? {} : phoneColumns(ctx, otherPhone)),
    ...(idNumber === undefined ? {} : idNumberColumns(ctx, idNumber)),
  };
  if (Object.keys(columns).length === 0) return;
  if (idNumber === null) await releaseNumber(ctx, headId);
  await updateMemberRow(ctx.tx, ctx.actor.countyId, headId, columns);
}

async function releaseNumber(ctx: CareContext, memberId: string): Promise<void> {
  const row = await ctx.tx.selectFrom('member').select('idNumberIndex').where('countyId', '=', ctx.actor.countyId).where('memberId', '=', memberId).executeTakeFirst();
  if (row?.idNumberIndex) await releaseIdentity(ctx.tx, ctx.actor.countyId, memberId, row.idNumberIndex);
}
