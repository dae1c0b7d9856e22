import type { Day, DayNumber } from '@lianxin/engine';
import { lastDayOf } from '../../platform/calendar/periods.rules.ts';
import { certificateKindsOn, type CareBook } from '../policies/care.rules.ts';
import type { Certificate } from '../policies/care.schema.ts';
import type { CertificateProblem, CertificateState } from './certificates.schema.ts';

export interface CertificateDays {
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly endedOn: string | null;
}

/** How it stands on a day. It ends with the beginning of `endedOn`: a desk must refuse a cancelled one on the very day (E6). */
export function stateOn({ issuedOn, expiresOn, endedOn }: CertificateDays, day: string): CertificateState {
  if (endedOn !== null && day >= endedOn) return 'ended';
  if (day < issuedOn) return 'coming';
  return expiresOn !== null && day > expiresOn ? 'expired' : 'valid';
}

/** The last day of one valid for so many months; null: it has no end. */
export const expiryOf = (issuedOn: Day, months: number | null): Day | null => (months === null ? null : lastDayOf(issuedOn, months));

export interface Issuing {
  readonly kind: Certificate | undefined;
  readonly externalNumber: string | undefined;
  readonly issuedOn: string;
  readonly today: string;
  readonly served: boolean;
  readonly diedOn: string | null;
}

/** What speaks against issuing one, or null. That the member holds one already is decided where two offices cannot both be first. */
export function issueProblem({ kind, externalNumber, issuedOn, today, served, diedOn }: Issuing): CertificateProblem | null {
  if (kind === undefined) return 'certificate.kind';
  if (kind.handledBy === 'other' && externalNumber === undefined) return 'certificate.external';
  if (kind.handledBy === 'office' && externalNumber !== undefined) return 'certificate.own';
  if (issuedOn > today) return 'certificate.day';
  if (diedOn !== null) return 'certificate.died';
  return served ? null : 'certificate.notServed';
}

// Time enough to renew a township's certificates and bring them to the families before the old ones stop working.
export const EXPIRING_DAYS = 60;

/** By pack, the kinds every member must hold; a member without one of them is missing in coverage 3 (D2, E6). */
export function requiredKindsOn(book: CareBook, day: DayNumber): Record<string, string[]> {
  return kindsBy(book, day, ({ required }) => required);
}

/** By pack, what the office itself has to issue to every member. */
export function issuedKindsOn(book: CareBook, day: DayNumber): Record<string, string[]> {
  return kindsBy(book, day, ({ required, handledBy }) => required && handledBy === 'office');
}

function kindsBy(book: CareBook, day: DayNumber, asked: (kind: Certificate) => boolean): Record<string, string[]> {
  return Object.fromEntries(Object.keys(book.sheets).map((packId) => [packId, certificateKindsOn(book, packId, day).filter(asked).map(({ id }) => id)]));
}
