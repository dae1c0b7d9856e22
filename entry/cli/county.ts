import { parse } from 'csv-parse/sync';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { fullCode, levelBelow } from '../../modules/divisions/divisions.rules.ts';
import { divisionCode, type DivisionLevel } from '../../modules/divisions/divisions.schema.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import type { Ground } from './ground.ts';
import { machinesOf } from './machine.ts';

export interface NewCounty {
  /** 6 digits. */
  readonly code: string;
  readonly name: string;
  readonly packId: string;
  /** CSV with the headings code,name,parentCode, townships before their villages; null: the county alone. */
  readonly divisions: Buffer | null;
}

const row = z.object({ code: divisionCode, name: z.string().trim().min(1).max(60), parentCode: z.string().trim() });
type Row = z.output<typeof row>;
interface Placed {
  readonly divisionId: number;
  readonly level: DivisionLevel;
  readonly path: string;
}

/** Makes a county with its places, the pack it adopts and its machine account; returns how many divisions it has. */
export async function addCounty(ground: Ground, { code, name, packId, divisions }: NewCounty): Promise<number> {
  if (!/^\d{6}$/.test(code)) throw new Failure(failureText.countyCode(code), true);
  const { packs } = ground.program.book;
  if (!Object.hasOwn(packs, packId)) throw new Failure(failureText.packUnknown(packId, Object.keys(packs)), true);
  const rows = divisions === null ? [] : readRows(divisions);
  const count = await ground.owner.transaction().execute(async (tx) => {
    if (await tx.selectFrom('county').select('countyId').where('code', '=', code).executeTakeFirst()) throw new Failure(failureText.countyTaken(code));
    const { countyId } = await tx.insertInto('county').values({ code, name }).returning('countyId').executeTakeFirstOrThrow();
    const placed = new Map<string, Placed>();
    placed.set(fullCode(code), await place(tx, countyId, { code: fullCode(code), name, level: 'county', parent: null }));
    for (const [index, one] of rows.entries()) placed.set(fullCode(one.code), await placeRow(tx, countyId, placed, one, index + 2));
    await tx.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: placed.get(fullCode(code))!.divisionId, packId, fromDay: ground.today, toDay: null }).execute();
    return placed.size;
  });
  await machinesOf(ground.owner);
  return count;
}

function readRows(csv: Buffer): Row[] {
  const records = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as unknown[];
  return records.map((record, index) => {
    const parsed = row.safeParse(record);
    if (!parsed.success) throw new Failure(failureText.divisionRow(index + 2, { zh: '要有 code、name、parentCode 三列，代码为 6 到 12 位。', en: 'needs the columns code, name, parentCode; codes have 6 to 12 places.' }));
    return parsed.data;
  });
}

async function placeRow(tx: Tx, countyId: number, placed: ReadonlyMap<string, Placed>, one: Row, line: number): Promise<Placed> {
  const parent = placed.get(fullCode(one.parentCode));
  const level = parent && levelBelow(parent.level);
  if (!parent || !level) throw new Failure(failureText.divisionRow(line, { zh: `上级 ${one.parentCode} 不在前面的行里，或者已经是村。`, en: `its parent ${one.parentCode} is not in the rows before, or is a village.` }));
  if (placed.has(fullCode(one.code))) throw new Failure(failureText.divisionRow(line, { zh: `代码 ${one.code} 出现了两次。`, en: `the code ${one.code} stands there twice.` }));
  return place(tx, countyId, { code: fullCode(one.code), name: one.name, level, parent });
}

async function place(tx: Tx, countyId: number, { code, name, level, parent }: { code: string; name: string; level: DivisionLevel; parent: Placed | null }): Promise<Placed> {
  const { divisionId } = await tx.insertInto('division').values({ countyId, parentId: parent?.divisionId ?? null, level, code, name, path: '' }).returning('divisionId').executeTakeFirstOrThrow();
  const path = `${parent?.path ?? ''}${divisionId}.`;
  await tx.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
  return { divisionId, level, path };
}
