import type { Context } from '../../platform/context.ts';
import { notAllowed } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import {
  adoptionsOn, type DivisionRow, divisionsBelow, findDivision, findDivisionByCode, insertDivision, isCodeTaken, leftInPlace, listDivisionRows, updateDivision,
} from './divisions.queries.ts';
import { codePrefix, fullCode, inOrder, levelBelow, ownCode } from './divisions.rules.ts';
import type { DivisionPatch, DivisionView, NewDivision } from './divisions.schema.ts';
import { codeElsewhere, codeHasPlacesBelow, codeTaken, inUse, nameKnown, noDivision, nothingBelow } from './divisions.text.ts';

/** The county's places in the order an office lists them, each with the pack it adopted itself. */
export async function listDivisions(ctx: Context): Promise<{ items: DivisionView[]; next: null }> {
  const { tx, actor: { countyId }, today } = ctx;
  const rows = await listDivisionRows(tx, countyId);
  const adopted = new Map((await adoptionsOn(tx, countyId, today)).map((adoption) => [adoption.divisionId, adoption]));
  const codes = new Map(rows.map((row) => [row.divisionId, row.code]));
  const items = rows.map((row) => ({
    id: row.divisionId, code: row.code, name: row.name, level: row.level,
    parentCode: row.parentId === null ? null : (codes.get(row.parentId) ?? null),
    packId: adopted.get(row.divisionId)?.packId ?? null,
    packFrom: adopted.get(row.divisionId)?.fromDay ?? null,
  }));
  return { items: inOrder(items), next: null };
}

/** By its whole code or the digits people say. @throws Problem `not-found` (404) when the county has no place of this code. */
export async function getDivisionByCode(ctx: Context, code: string): Promise<DivisionRow> {
  const row = await findDivisionByCode(ctx.tx, ctx.actor.countyId, fullCode(code));
  if (!row) throw noDivision();
  return row;
}

/** @throws Problem `not-found` (404) */
export async function getDivision(ctx: Context, divisionId: number): Promise<DivisionRow> {
  const row = await findDivision(ctx.tx, ctx.actor.countyId, divisionId);
  if (!row) throw noDivision();
  return row;
}

/**
 * Adds a township or village the list does not have yet. Who may is decided by the table's own policy (an office whose territory holds
 * the parent): accounts stand after divisions, so it cannot be asked here.
 * @throws Problem `division.level` 422, `division.known` 409, `division.codeTaken` 409, `division.codeElsewhere` 422, `not-allowed` 403
 */
export async function createDivision(ctx: Context, input: NewDivision): Promise<DivisionView> {
  const parent = await getDivisionByCode(ctx, input.parentCode);
  const level = levelBelow(parent.level);
  if (level === null) throw nothingBelow();
  const siblings = await divisionsBelow(ctx.tx, ctx.actor.countyId, parent.divisionId);
  if (siblings.some((sibling) => sibling.name === input.name)) throw nameKnown(input.name);
  const code = await chooseCode(ctx, parent, input.code, siblings);
  const row = await insertDivision(ctx.tx, {
    countyId: ctx.actor.countyId, parentId: parent.divisionId, level, code, name: input.name, parentPath: parent.path,
  });
  await recordChange(ctx, {
    subject: 'division', subjectId: String(row.divisionId), householdId: null, divisionId: parent.divisionId,
    action: 'create', before: null, after: { code, name: row.name, level },
  });
  return { id: row.divisionId, code, name: row.name, level, parentCode: parent.code, packId: null, packFrom: null };
}

async function chooseCode(ctx: Context, parent: DivisionRow, given: string | undefined, siblings: readonly { code: string }[]): Promise<string> {
  if (given === undefined) {
    const own = ownCode(parent, new Set(siblings.map((sibling) => sibling.code)));
    if (own === null) throw codeTaken();
    return own;
  }
  if (given.length !== 12 || !given.startsWith(codePrefix(parent))) throw codeElsewhere(codePrefix(parent));
  if (await isCodeTaken(ctx.tx, given)) throw codeTaken();
  return given;
}

/**
 * Renames a place, or gives it its official code. The county administrator's alone, which the database decides (app.change_division).
 * @throws Problem `division.known`, `division.codeTaken`, `division.codeBelow` 409, `division.codeElsewhere` 422, `not-allowed` 403, `not-found` 404
 */
export async function changeDivision(ctx: Context, code: string, patch: DivisionPatch): Promise<DivisionView> {
  const { tx, actor: { countyId } } = ctx;
  const row = await getDivisionByCode(ctx, code);
  const next = { name: patch.name ?? row.name, code: patch.code ?? row.code };
  const parent = row.parentId === null ? null : await getDivision(ctx, row.parentId);
  if (!parent) throw notAllowed();
  const siblings = (await divisionsBelow(tx, countyId, parent.divisionId)).filter((sibling) => sibling.code !== row.code);
  if (siblings.some((sibling) => sibling.name === next.name)) throw nameKnown(next.name);
  if (next.code !== row.code) {
    await chooseCode(ctx, parent, next.code, siblings);
    if ((await divisionsBelow(tx, countyId, row.divisionId)).length > 0) throw codeHasPlacesBelow();
  }
  if (!(await updateDivision(tx, countyId, { divisionId: row.divisionId, ...next, endedOn: null }))) throw notAllowed();
  await recordDivision(ctx, row, 'change', patch.reason, next);
  return (await listDivisions(ctx)).items.find((item) => item.id === row.divisionId)!;
}

/**
 * Ends a place, as when two villages become one; nothing may be left in it. Its past stays with its name.
 * @throws Problem `division.inUse` 409, `not-allowed` 403, `not-found` 404
 */
export async function endDivision(ctx: Context, code: string, { reason }: { reason: string }): Promise<{ ok: true }> {
  const { tx, actor: { countyId }, today } = ctx;
  const row = await getDivisionByCode(ctx, code);
  const left = row.parentId === null ? undefined : await leftInPlace(tx, countyId, row.divisionId, today);
  if (!left) throw notAllowed();
  if (left.households + left.places + left.posts + left.contacts > 0) throw inUse(left);
  if (!(await updateDivision(tx, countyId, { divisionId: row.divisionId, name: row.name, code: row.code, endedOn: today }))) throw notAllowed();
  await recordDivision(ctx, row, 'end', reason, { endedOn: today });
  return { ok: true };
}

function recordDivision(ctx: Context, { divisionId, parentId, name, code }: DivisionRow, action: string, reason: string, after: object): Promise<void> {
  return recordChange(ctx, { subject: 'division', subjectId: String(divisionId), householdId: null, divisionId: parentId, action, reason, before: { name, code }, after });
}
