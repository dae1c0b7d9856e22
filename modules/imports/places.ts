import type { Context } from '../../platform/context.ts';
import { heldByOne } from '../contacts/contacts.rules.ts';
import { adoptionsOn, listDivisionRows, type DivisionRow } from '../divisions/divisions.queries.ts';
import { isWithin, townshipIdOf } from '../divisions/divisions.rules.ts';
import { ledgerRoles, type LedgerPlaces, type LedgerRole, type RowDraft } from './imports.schema.ts';

/** The places a file may speak of, and where each of its rows belongs. */
export interface PlaceIndex {
  readonly ledger: LedgerPlaces;
  readonly divisionIds: readonly number[];
  /** Village if it is known, else the township, else the place the file was imported for. */
  placeOf(draft: Pick<RowDraft, 'township' | 'village'>): DivisionRow;
  /** The township (or county) within which one name is one person. */
  homeOf(draft: Pick<RowDraft, 'township'>): DivisionRow;
  /** True when the two are the same place, or one is the township the other lies in: a village that was unknown may have become known. */
  meets(divisionId: number, other: number): boolean;
  packIdAt(divisionId: number): string | null;
}

export async function loadPlaces(ctx: Context, division: Pick<DivisionRow, 'divisionId'>): Promise<PlaceIndex> {
  const { tx, actor: { countyId }, today } = ctx;
  const all = await listDivisionRows(tx, countyId);
  const adopted = new Map((await adoptionsOn(tx, countyId, today)).map((one) => [one.divisionId, one.packId]));
  const top = all.find((one) => one.divisionId === division.divisionId)!;
  const within = all.filter((one) => isWithin(one.path, top.path));
  const byId = new Map(within.map((one) => [one.divisionId, one]));
  const townships = within.filter((one) => one.level === 'township');
  const villages = new Map(within.filter((one) => one.level === 'village').map((one) => [`${townshipIdOf(one.path)}|${one.name}`, one]));
  const homeOf = ({ township }: Pick<RowDraft, 'township'>) => townships.find((one) => one.name === township) ?? top;
  return {
    ledger: { ...ledgerPlaces(all, townships, villages), asked: rolesAsked(ctx, new Set(within.map(({ path }) => nearest(path, adopted)))) },
    divisionIds: within.map((one) => one.divisionId),
    homeOf,
    placeOf: (draft) => villages.get(`${homeOf(draft).divisionId}|${draft.village ?? ''}`) ?? homeOf(draft),
    meets: (one, other) => one === other || byId.get(one)?.parentId === other || byId.get(other)?.parentId === one,
    packIdAt: (divisionId) => nearest(byId.get(divisionId)?.path ?? top.path, adopted),
  };
}

function ledgerPlaces(all: readonly DivisionRow[], townships: readonly DivisionRow[], villages: ReadonlyMap<string, DivisionRow>): LedgerPlaces {
  const listed = [...villages.values()];
  return {
    county: all.find((one) => one.level === 'county')?.name ?? '',
    townships: townships.map((one) => ({ name: one.name, villages: listed.filter((village) => village.parentId === one.divisionId).map((village) => village.name) })),
  };
}

/** The contacts that one of these packs requires or lays something on; a place without a pack waits for all. */
function rolesAsked({ book, today }: Pick<Context, 'book' | 'today'>, packIds: ReadonlySet<string | null>): LedgerRole[] {
  const packs = [...packIds].map((id) => (id === null ? null : (book.packs[id] ?? null)));
  return ledgerRoles.filter((role) => packs.some((pack) => heldByOne(pack, role, today)));
}

/** The pack adopted by the nearest place upwards. */
function nearest(path: string, adopted: ReadonlyMap<number, string>): string | null {
  const ids = path.split('.').filter(Boolean).map(Number).reverse();
  const found = ids.find((id) => adopted.has(id));
  return found === undefined ? null : adopted.get(found)!;
}
