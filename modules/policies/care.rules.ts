import type { Book, DayNumber, Spell } from '@lianxin/engine';
import type {
  Admit, Benefit, CareKind, CarePackage, CareSection, CareService, CareSheet, Certificate, Consent, HospitalKind, Need, Paper, Reach, Ride,
} from './care.schema.ts';
import { includes } from './policies.spells.rules.ts';

/** What these answers are made from; `PolicyBook` is one. */
export interface CareBook {
  readonly sheets: Readonly<Record<string, { readonly care: CareSheet }>>;
}

function on<S extends CareSection>(book: CareBook, packId: string, section: S, day: DayNumber): CareSheet[S] {
  const values: readonly Spell[] = Object.hasOwn(book.sheets, packId) ? book.sheets[packId]!.care[section] : [];
  return values.filter((one) => includes(one, day)) as unknown as CareSheet[S];
}

/** The kinds of certificate a pack knows on a day, each with its clause; none for a pack that is not in the book (D2, E6). */
export const certificateKindsOn = (book: CareBook, packId: string, day: DayNumber): readonly Certificate[] => on(book, packId, 'certificates', day);
/** Every priority, waiver and help of a pack on a day, whoever it is for (D3–D8). */
export const benefitsOn = (book: CareBook, packId: string, day: DayNumber): readonly Benefit[] => on(book, packId, 'benefits', day);
/** Which hospitals may check members of a pack (D1, D9). */
export const admitsOn = (book: CareBook, packId: string, day: DayNumber): readonly Admit[] => on(book, packId, 'admits', day);
/** Who proposes and who approves when nobody can sign, for each procedure the pack names (D7). */
export const consentOn = (book: CareBook, packId: string, day: DayNumber): readonly Consent[] => on(book, packId, 'consent', day);
/** What a member may be signed for (C1, C8). */
export const packagesOn = (book: CareBook, packId: string, day: DayNumber): readonly CarePackage[] => on(book, packId, 'packages', day);
/** What a doctor does under a contract that is no window of a rule (C2, C4, C5). */
export const servicesOn = (book: CareBook, packId: string, day: DayNumber): readonly CareService[] => on(book, packId, 'services', day);
/** Roles of doctors in any pack: a duty of theirs not kept is care not given. */
export const medicalRoles = ({ packs }: Pick<Book, 'packs'>): string[] =>
  [...new Set(Object.values(packs).flatMap(({ roles }) => roles.filter(({ medical }) => medical).map(({ id }) => id)))].sort();
/** The papers that must reach a household or a member (E7). */
export const papersOn = (book: CareBook, packId: string, day: DayNumber): readonly Paper[] => on(book, packId, 'papers', day);

// Beijing, Tianjin, Shanghai and Chongqing are cities and provinces at once: their districts differ in places three and four (5001, 5002).
const MUNICIPALITIES: readonly string[] = ['11', '12', '31', '50'];
// GB/T 2260 gives counties directly under a province 90 there: 4290 is no city.
const DIRECTLY_UNDER_PROVINCE = '90';

/** How many leading digits of a county's division code (six or more of them) two places must share to lie within this reach. */
function digitsOf(reach: Reach, code: string): number {
  if (reach === 'county') return 6;
  if (reach === 'province' || MUNICIPALITIES.includes(code.slice(0, 2))) return 2;
  return code.slice(2, 4) === DIRECTLY_UNDER_PROVINCE ? 6 : 4;
}

/** Whether a place lies in the same county, city or province as the member's county; both as division codes of six or more digits. */
export function withinReach(reach: Reach, home: string, place: string): boolean {
  const digits = digitsOf(reach, home);
  return home.length >= 6 && place.slice(0, digits) === home.slice(0, digits);
}

/** What opens at any public hospital opens at a designated one, and not the other way. */
export const opensAt = (at: HospitalKind, hospital: HospitalKind): boolean => at === 'public' || hospital === 'designated';

/** A hospital as a member's own office sees it. */
export interface Hospital {
  readonly kind: HospitalKind;
  /** Division code of where it stands. */
  readonly code: string;
}

/** What lets this hospital check a member of this pack; null: nothing does, and its desk is told no more than for a stranger. */
export function admitting(book: CareBook, packId: string, day: DayNumber, hospital: Hospital, home: string): Admit | null {
  return admitsOn(book, packId, day).find(({ at, reach }) => opensAt(at, hospital.kind) && withinReach(reach, home, hospital.code)) ?? null;
}

/** A member at a desk, on a day, for one kind of care. */
export interface AtDesk {
  readonly hospital: Hospital;
  /** Division code of the member's county. */
  readonly home: string;
  /** Kinds of which the member holds a certificate valid that day. */
  readonly certificates: readonly string[];
  readonly care: CareKind;
  /** Flags that stand that day on the household or the member. */
  readonly flags: readonly string[];
  /** Full years; null where the birthday is not known, which opens nothing that asks for an age. */
  readonly age: number | null;
}

export interface Entitled {
  readonly benefit: Benefit;
  /** The kinds held that carry it, in the pack's order. */
  readonly certificates: readonly string[];
}

/** The benefits that hold for this person at this desk; whether one may be used this time is `useOf`'s question (D3–D8). */
export function benefitsAt(book: CareBook, packId: string, day: DayNumber, desk: AtDesk): readonly Entitled[] {
  const opening = certificateKindsOn(book, packId, day)
    .filter(({ id, where }) => desk.certificates.includes(id) && opensAt(where, desk.hospital.kind)).map(({ id }) => id);
  return benefitsOn(book, packId, day).filter((benefit) => holdsHere(benefit, desk)).flatMap((benefit) => {
    const certificates = opening.filter((id) => benefit.certificates?.includes(id) ?? true);
    return certificates.length === 0 ? [] : [{ benefit, certificates }];
  });
}

function holdsHere({ at, care, reach, when }: Benefit, { hospital, home, care: sought, flags, age }: AtDesk): boolean {
  const here = opensAt(at, hospital.kind) && care.includes(sought) && (reach === null || withinReach(reach, home, hospital.code));
  const meant = when === null || (when.flags.every((flag) => flags.includes(flag)) && (when.ageFrom === undefined || (age ?? 0) >= when.ageFrom));
  return here && meant;
}

/** One use of a benefit, as the desk finds it. */
export interface Use {
  /** Uses already granted to this member in the calendar year of the day. */
  readonly usedThisYear: number;
  readonly met: readonly Need[];
  /** Where a ride goes other than to the hospital; null: to the hospital, or no ride at all. */
  readonly ride: Ride | null;
}

export type UseRefusal = 'quotaSpent' | 'rideExcluded' | 'needMissing';
/** `left` counts what remains after this use; null: no limit. The article of a refusal is the benefit's own clause. */
export type UseAnswer = { readonly granted: true; readonly left: number | null } | { readonly granted: false; readonly reason: UseRefusal; readonly needs: readonly Need[] };

/** Whether a benefit covers one use; it decides who pays, never whether somebody is treated (D5, D6). */
export function useOf({ perYear, excludes, needs }: Pick<Benefit, 'perYear' | 'excludes' | 'needs'>, { usedThisYear, met, ride }: Use): UseAnswer {
  const missing = needs.filter((need) => !met.includes(need));
  if (ride !== null && excludes.includes(ride)) return { granted: false, reason: 'rideExcluded', needs: [] };
  if (missing.length > 0) return { granted: false, reason: 'needMissing', needs: missing };
  if (perYear !== null && usedThisYear >= perYear) return { granted: false, reason: 'quotaSpent', needs: [] };
  return { granted: true, left: perYear === null ? null : perYear - usedThisYear - 1 };
}
