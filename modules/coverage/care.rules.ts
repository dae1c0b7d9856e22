import type { Clause, DayNumber } from '@lianxin/engine';
import { certificateKindsOn, packagesOn } from '../policies/care.rules.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import type { CareAsked, DoctorFigures, PriorityFigures } from './care.schema.ts';

/** One member as app.member_care tells of them on a day. */
export interface MemberCare {
  readonly contract: 'signed' | 'offered' | 'refused' | 'lapsed' | 'none';
  readonly attended: boolean;
  readonly overdue: boolean;
  readonly certified: boolean;
  readonly delivered: boolean;
  readonly uses: number;
  readonly waived: number;
}

/** What each figure counts, and whom the list behind it names; a test holds what app.count_care counts equal to it. */
export const ASKED: Readonly<Record<CareAsked, (member: MemberCare) => boolean>> = {
  unsigned: ({ contract }) => contract !== 'signed' && contract !== 'refused',
  signed: ({ contract }) => contract === 'signed',
  refused: ({ contract }) => contract === 'refused',
  offered: ({ contract }) => contract === 'offered',
  lapsed: ({ contract }) => contract === 'lapsed',
  neverAsked: ({ contract }) => contract === 'none',
  unattended: ({ contract, attended }) => contract === 'signed' && !attended,
  overdue: ({ contract, overdue }) => contract === 'signed' && overdue,
  certified: ({ certified }) => certified,
  uncertified: ({ certified }) => !certified,
  undelivered: ({ certified, delivered }) => certified && !delivered,
  neverUsed: ({ certified, uses }) => certified && uses === 0,
};

/** Counts of members, so many of each kind; adding two gives the counts of both. */
export interface CareSums {
  readonly members: number;
  readonly by: Readonly<Record<CareAsked, number>>;
  readonly uses: number;
  readonly waived: number;
}

/** As app.count_care counts a division: what it does not tell is what remains of the members. */
export type Counted = Readonly<Record<Exclude<CareAsked, 'unsigned' | 'neverAsked' | 'uncertified'> | 'members' | 'uses' | 'waived', number>>;

const KEYS = Object.keys(ASKED) as readonly CareAsked[];
const counts = (of: (key: CareAsked) => number): Record<CareAsked, number> => Object.fromEntries(KEYS.map((key) => [key, of(key)])) as Record<CareAsked, number>;

export const noCare = (): CareSums => ({ members: 0, by: counts(() => 0), uses: 0, waived: 0 });
export const careOf = ({ members, uses, waived, ...told }: Counted): CareSums => ({
  members, uses, waived,
  by: {
    ...told, unsigned: members - told.signed - told.refused, neverAsked: members - told.signed - told.refused - told.offered - told.lapsed, uncertified: members - told.certified,
  },
});
export const addCare = (a: CareSums, b: CareSums): CareSums =>
  ({ members: a.members + b.members, by: counts((key) => a.by[key] + b.by[key]), uses: a.uses + b.uses, waived: a.waived + b.waived });

export function doctorFiguresOf({ members, by }: CareSums, clause: Clause | null): DoctorFigures {
  return {
    members, of: members - by.refused, signed: by.signed, refused: by.refused, offered: by.offered, lapsed: by.lapsed, neverAsked: by.neverAsked,
    attended: by.signed - by.unattended, overdue: by.overdue, clause,
  };
}

export function priorityFiguresOf({ members, by, uses, waived }: CareSums, clause: Clause | null): PriorityFigures {
  const certified = members - by.uncertified;
  return { members, certified, delivered: certified - by.undelivered, neverUsed: by.neverUsed, uses, waived, clause };
}

/** The articles the two figures rest on in a pack: its first package, and its first required kind of certificate. */
export function careClauses(book: PolicyBook, packId: string | null, day: DayNumber): { readonly doctors: Clause | null; readonly priority: Clause | null } {
  if (packId === null) return { doctors: null, priority: null };
  return {
    doctors: packagesOn(book, packId, day)[0]?.clause ?? null,
    priority: certificateKindsOn(book, packId, day).find(({ required }) => required)?.clause ?? null,
  };
}
