import fc from 'fast-check';
import type { PostKind } from '../../modules/accounts/accounts.rules.ts';

export const SPELLS: Readonly<Record<Live, { fromDay: string; toDay: string | null }>> = {
  live: { fromDay: '2025-01-01', toDay: null },
  ended: { fromDay: '2025-01-01', toDay: '2026-11-21' },
  coming: { fromDay: '2026-11-23', toDay: null },
};

/** How a contract stands on 2026-11-22, and what it opens to the team, in plain words. */
export const CONTRACTS = {
  offered: { row: { state: 'offered', offeredOn: '2026-11-01' }, file: true, health: false },
  signed: { row: { state: 'signed', offeredOn: '2025-12-01', signedOn: '2025-12-02', fromDay: '2026-01-01', toDay: '2026-12-31' }, file: true, health: true },
  lastDay: { row: { state: 'signed', offeredOn: '2025-11-01', signedOn: '2025-11-02', fromDay: '2025-11-23', toDay: '2026-11-22' }, file: true, health: true },
  // Over: the team may ask again, and knows nothing of anybody's health any more.
  expired: { row: { state: 'signed', offeredOn: '2025-11-01', signedOn: '2025-11-02', fromDay: '2025-11-22', toDay: '2026-11-21' }, file: true, health: false },
  endsToday: { row: { state: 'ended', offeredOn: '2025-12-01', signedOn: '2025-12-02', fromDay: '2026-01-01', toDay: '2026-12-31', endedOn: '2026-11-22', endReason: 'moved' }, file: true, health: true },
  ended: { row: { state: 'ended', offeredOn: '2025-12-01', signedOn: '2025-12-02', fromDay: '2026-01-01', toDay: '2026-12-31', endedOn: '2026-11-21', endReason: 'moved' }, file: false, health: false },
  refused: { row: { state: 'refused', offeredOn: '2026-06-01', refusedOn: '2026-06-01', refusal: 'other', askAgainOn: '2026-12-01' }, file: false, health: false },
  askAgain: { row: { state: 'refused', offeredOn: '2026-06-01', refusedOn: '2026-06-01', refusal: 'other', askAgainOn: '2026-11-22' }, file: true, health: false },
} as const;
export type ContractState = keyof typeof CONTRACTS;

/** A random county as numbers, so that fast-check can shrink it: how many villages each township has, and who stands where. */
export interface Plan {
  readonly townships: readonly number[];
  readonly teams: readonly (readonly { readonly account: number; readonly live: Live }[])[];
  readonly households: readonly HouseholdPlan[];
  /** The place whose members the printed lists name. */
  readonly listed: number;
  /** `hospital`: where those of its posts that stand at a desk are. */
  readonly accounts: readonly { readonly hospital: number; readonly posts: readonly { readonly kind: PostKind; readonly place: number; readonly live: Live }[] }[];
}
export interface HouseholdPlan {
  readonly place: number;
  readonly certified: boolean;
  readonly contract: { readonly team: number; readonly state: ContractState } | null;
  readonly hospital: number;
  readonly contacts: readonly { readonly account: number; readonly live: Live }[];
}
export type Live = 'live' | 'ended' | 'coming';

const live = fc.constantFrom<Live>('live', 'live', 'live', 'ended', 'coming');
const place = fc.nat(30);
const kind = fc.constantFrom<PostKind>(
  'countyAdministrator', 'countyOfficer', 'townshipClerk', 'townshipClerk', 'villageCadre', 'contact', 'contact', 'reader', 'familyDoctor', 'familyDoctor', 'familyDoctor', 'healthOfficer', 'hospitalDesk', 'hospitalDesk', 'hospitalHead',
);
const spell = fc.record({ account: fc.nat(3), live });
const contract = fc.record({ team: fc.nat(1), state: fc.constantFrom<ContractState>(...(Object.keys(CONTRACTS) as ContractState[])) });

export const plans: fc.Arbitrary<Plan> = fc.record({
  townships: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
  teams: fc.array(fc.array(spell, { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  households: fc.array(
    fc.record({ place, certified: fc.boolean(), contract: fc.option(contract, { freq: 4 }), hospital: fc.nat(2), contacts: fc.array(spell, { maxLength: 3 }) }),
    { minLength: 2, maxLength: 6 },
  ),
  listed: fc.nat(4),
  accounts: fc.array(fc.record({ hospital: fc.nat(2), posts: fc.array(fc.record({ kind, place, live }), { maxLength: 3 }) }), { minLength: 2, maxLength: 4 }),
});
