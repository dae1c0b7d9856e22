import { anniversary, toNumber, type Day } from '@lianxin/engine';
import { benefitsAt, certificateKindsOn, opensAt, useOf, type CareBook, type Hospital, type Use } from '../policies/care.rules.ts';
import { CARE_KINDS, type Benefit, type CareKind, type HospitalKind } from '../policies/care.schema.ts';
import type { DeskBenefit, DeskStatus, WaiverRefusal } from './hospital.schema.ts';

/** What the database tells of a member at a desk (app.desk_facts); no more ever reaches the program there. */
export interface DeskFacts {
  readonly packId: string;
  readonly hospitalCode: string;
  /** Division code of the member's county. */
  readonly countyCode: string;
  readonly admitted: HospitalKind;
  readonly flags: readonly string[];
  readonly birthDay: string | null;
  /** Kinds of the certificates valid today. */
  readonly certificates: readonly string[];
  /** Uses granted this calendar year, by benefit. */
  readonly used: Readonly<Record<string, number>>;
}

/** Full years on a day; null where the birthday is not known. */
export function ageOn(birthDay: string | null, today: Day): number | null {
  if (birthDay === null) return null;
  const [year, month, dayOfMonth] = birthDay.split('-').map(Number) as [number, number, number];
  const thisYear = Number(today.slice(0, 4));
  return thisYear - year - (toNumber(today) < anniversary(thisYear, month, dayOfMonth) ? 1 : 0);
}

const hospitalOf = ({ admitted, hospitalCode }: DeskFacts): Hospital => ({ kind: admitted, code: hospitalCode });

const atDesk = (facts: DeskFacts, today: Day, care: CareKind) =>
  ({ hospital: hospitalOf(facts), home: facts.countyCode, certificates: facts.certificates, care, flags: facts.flags, age: ageOn(facts.birthDay, today) });

/** The benefits that hold for this person at this desk, each once with the kinds of care it is for, in the pack's order (D3-D8). */
export function deskBenefits(book: CareBook, facts: DeskFacts, today: Day): Benefit[] {
  const found = new Map<string, Benefit>();
  for (const care of CARE_KINDS) {
    for (const { benefit } of benefitsAt(book, facts.packId, toNumber(today), atDesk(facts, today, care))) found.set(benefit.id, benefit);
  }
  return [...found.values()];
}

export const toDeskBenefit = (benefit: Benefit, used: number): DeskBenefit => ({
  id: benefit.id, title: benefit.title, kind: benefit.kind, service: benefit.service, care: [...benefit.care], fee: benefit.fee, perYear: benefit.perYear,
  left: benefit.perYear === null ? null : Math.max(0, benefit.perYear - used), needs: [...benefit.needs], excludes: [...benefit.excludes], clause: benefit.clause,
});

/** A valid certificate of a kind that opens nothing at this hospital is, for this desk, no certificate. */
export function statusHere(book: CareBook, facts: DeskFacts, today: Day): DeskStatus {
  const opening = certificateKindsOn(book, facts.packId, toNumber(today)).filter(({ id, where }) => facts.certificates.includes(id) && opensAt(where, facts.admitted));
  return opening.length > 0 ? 'valid' : 'unknown';
}

export const asksForIdCard = (book: CareBook, facts: DeskFacts, today: Day): boolean =>
  certificateKindsOn(book, facts.packId, toNumber(today)).some(({ id, withIdCard }) => withIdCard && facts.certificates.includes(id));

export type Decision =
  | { readonly benefit: Benefit; readonly refusal: WaiverRefusal | null }
  /** The pack knows no such benefit: nothing a desk could have been shown. */
  | { readonly benefit: null; readonly refusal: 'notHere' };

/** Whether a benefit covers this use at this desk. The quota itself is decided in the database, where desks take turns. */
export function decideUse(
  book: CareBook, facts: DeskFacts, today: Day, ask: { readonly benefitId: string; readonly care: CareKind } & Omit<Use, 'usedThisYear'>,
): Decision {
  const entitled = benefitsAt(book, facts.packId, toNumber(today), atDesk(facts, today, ask.care)).find(({ benefit }) => benefit.id === ask.benefitId);
  if (!entitled) return { benefit: null, refusal: 'notHere' };
  const answer = useOf(entitled.benefit, { usedThisYear: 0, met: ask.met, ride: ask.ride });
  return { benefit: entitled.benefit, refusal: answer.granted ? null : answer.reason };
}
