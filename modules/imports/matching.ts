import { isId } from '../../platform/http/id.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { compact } from './cells.rules.ts';
import { listKnown, listMembersByNumber, listMembersOf, type KnownHousehold, type KnownMember } from './known.queries.ts';
import type { RowDraft } from './imports.schema.ts';
import { matchKeys } from './matching.rules.ts';
import type { PlaceIndex } from './places.ts';
import { householdsTaken } from './store.queries.ts';

/** A row on its way in. */
export interface OpenRow {
  readonly rowNumber: number;
  readonly draft: RowDraft;
}

/** `idElsewhere`: the number belongs to somebody of another name here. */
export type Match = { readonly kind: 'new' } | { readonly kind: 'known'; readonly household: KnownHousehold } | { readonly kind: 'idElsewhere' };

/**
 * Finds the household each row speaks of: by the hidden key of a file we wrote, else by head and village with ID number, else with phone.
 * A row that gives neither (or a corrected phone) finds the one household of that head at that very address which no other row has found,
 * so that a file imported twice doubles nobody. Sure ways go first for all rows.
 */
export async function matchRows(ctx: CareContext, importId: string, rows: readonly OpenRow[], places: PlaceIndex): Promise<Map<number, Match>> {
  const index = await loadIndex(ctx, importId, rows, places);
  const found = new Map(rows.map((row) => [row.rowNumber, surely(ctx, row.draft, index, places)]));
  for (const match of found.values()) if (match.kind === 'known') index.taken.add(match.household.householdId);
  for (const { rowNumber, draft } of rows) {
    if (found.get(rowNumber)!.kind !== 'new') continue;
    const household = byAddress(ctx, draft, index, places);
    if (!household) continue;
    index.taken.add(household.householdId);
    found.set(rowNumber, { kind: 'known', household });
  }
  return found;
}

interface KnownIndex {
  readonly byId: ReadonlyMap<string, KnownHousehold>;
  readonly byHead: ReadonlyMap<string, KnownHousehold[]>;
  readonly byNumber: ReadonlyMap<string, KnownMember>;
  /** ID numbers of the heads, by household. */
  readonly numberOf: ReadonlyMap<string, Buffer>;
  /** Households that a row has found. */
  readonly taken: Set<string>;
}

/** A key that belongs to nobody here (another county's file, a household taken back) is no key. */
function withoutKey(draft: RowDraft): RowDraft {
  const { householdKey, ...rest } = draft;
  return householdKey === undefined ? draft : rest;
}

const hex = (bytes: Buffer): string => bytes.toString('hex');

async function loadIndex(ctx: CareContext, importId: string, rows: readonly OpenRow[], places: PlaceIndex): Promise<KnownIndex> {
  const { tx, actor: { countyId }, keys } = ctx;
  const numbers = rows.flatMap(({ draft }) => (draft.idNumber === undefined ? [] : [keys.blindIndex('idNumber', draft.idNumber)]));
  const members = await listMembersByNumber(tx, countyId, numbers);
  const ids = [...rows.flatMap(({ draft }) => (isId(draft.householdKey ?? '') ? [draft.householdKey!.toLowerCase()] : [])), ...members.map((member) => member.householdId)];
  const households = await listKnown(tx, countyId, ids, [...new Set(rows.map(({ draft }) => draft.headName))], places.divisionIds);
  const knownIds = households.map((household) => household.householdId);
  const byHead = new Map<string, KnownHousehold[]>();
  for (const household of households) byHead.set(household.headName, [...(byHead.get(household.headName) ?? []), household]);
  const heads = (await listMembersOf(tx, countyId, knownIds)).filter((member) => member.relation === 'head' && member.idNumberIndex !== null);
  return {
    byId: new Map(households.map((household) => [household.householdId, household])),
    byHead,
    byNumber: new Map(members.map((member) => [hex(member.idNumberIndex!), member])),
    numberOf: new Map(heads.map((member) => [member.householdId, member.idNumberIndex!])),
    taken: await householdsTaken(tx, countyId, importId, knownIds),
  };
}

function surely(ctx: CareContext, draft: RowDraft, index: KnownIndex, places: PlaceIndex): Match {
  const keyed = draft.householdKey === undefined ? undefined : index.byId.get(draft.householdKey.toLowerCase());
  if (keyed) return { kind: 'known', household: keyed };
  const member = draft.idNumber === undefined ? undefined : index.byNumber.get(hex(ctx.keys.blindIndex('idNumber', draft.idNumber)));
  if (member) return byNumber(member, draft, index);
  const found = byPhone(ctx, draft, near(ctx, draft, index, places));
  return found ? { kind: 'known', household: found } : { kind: 'new' };
}

/** Households of this head in this place whose ID number does not say that they are somebody else. */
function near(ctx: CareContext, draft: RowDraft, index: KnownIndex, places: PlaceIndex): KnownHousehold[] {
  const place = places.placeOf(draft).divisionId;
  const number = draft.idNumber === undefined ? null : ctx.keys.blindIndex('idNumber', draft.idNumber);
  return (index.byHead.get(draft.headName) ?? []).filter((household) => {
    const known = index.numberOf.get(household.householdId);
    return places.meets(household.divisionId, place) && (known === undefined || number === null || known.equals(number));
  });
}

function byNumber(member: KnownMember, draft: RowDraft, index: KnownIndex): Match {
  const household = index.byId.get(member.householdId);
  return household && member.name === draft.headName ? { kind: 'known', household } : { kind: 'idElsewhere' };
}

function byPhone(ctx: CareContext, draft: RowDraft, candidates: readonly KnownHousehold[]): KnownHousehold | undefined {
  // A village may have been unknown when the household came in, so the place is compared by `near`.
  const key = matchKeys({ ...withoutKey(draft), village: draft.village ?? '' }).find((one) => one.by === 'phone');
  if (key?.by !== 'phone') return undefined;
  const wanted = ctx.keys.blindIndex('phone', key.phone);
  return candidates.find((household) => household.phoneIndex?.equals(wanted));
}

function byAddress(ctx: CareContext, draft: RowDraft, index: KnownIndex, places: PlaceIndex): KnownHousehold | undefined {
  const address = compact(draft.registeredAddress?.text ?? '');
  const same = near(ctx, draft, index, places).filter((household) => compact(household.registeredAddress) === address && !index.taken.has(household.householdId));
  return same.length === 1 ? same[0] : undefined;
}
