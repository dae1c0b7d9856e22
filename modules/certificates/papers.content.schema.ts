import type { Clause } from '@lianxin/engine';
import type { Text } from '../../platform/problem.ts';
import type { Need, PaperKind, Reach, Ride } from '../policies/care.schema.ts';

/**
 * What stands on a paper, without a word of layout: a digest of it tells whether what a family holds is still so. A wording of ours that changes
 * therefore outdates nothing.
 */
export type PaperContent = ContactCard | CertificateCard | GreenChannel | Agreement;

export interface Person {
  readonly name: string;
  readonly phone: string | null;
}
export interface CardContact extends Person {
  readonly role: string;
  readonly title: string;
}

export interface ContactCard {
  readonly kind: 'contactCard';
  readonly title: string;
  readonly county: string;
  readonly place: string;
  readonly family: string;
  readonly contacts: readonly CardContact[];
}

export interface CertificateCard {
  readonly kind: 'certificate';
  readonly title: string;
  readonly county: string;
  readonly holder: string;
  /** Stands for the code on it: the code itself is opened only to print. */
  readonly certificateId: string;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly withIdCard: boolean;
}

export interface GreenChannel {
  readonly kind: 'greenChannel';
  readonly title: string;
  readonly county: string;
  readonly family: string;
  readonly hospitals: readonly { readonly name: string; readonly contacts: readonly (Person & { readonly place: string })[] }[];
  /** Any public hospital of this reach opens, beside those named. */
  readonly publicOpen: boolean;
  readonly benefits: readonly SheetBenefit[];
  readonly contacts: readonly CardContact[];
}

/** Benefits that rest on one article and hold alike stand together. */
export interface SheetBenefit {
  readonly titles: readonly string[];
  readonly fee: string | null;
  readonly perYear: number | null;
  readonly reach: Reach | null;
  readonly excludes: readonly Ride[];
  readonly needs: readonly Need[];
  readonly flags: readonly string[];
  readonly ageFrom: number | null;
  readonly document: string;
  readonly article: string;
}

export interface Agreement {
  readonly kind: 'agreement';
  readonly title: string;
  readonly county: string;
  readonly contractId: string;
  readonly member: string;
  readonly place: string;
  readonly team: string;
  readonly doctors: readonly (Person & { readonly level: string })[];
  readonly package: string;
  readonly services: readonly string[];
  readonly fromDay: string;
  readonly toDay: string;
  readonly document: string;
  readonly article: string;
}

/** One paper a household or a member ought to hold today. */
export interface WantedPaper {
  readonly kind: PaperKind;
  readonly title: Text;
  readonly member: { readonly id: string; readonly name: string } | null;
  readonly certificateId: string | null;
  readonly certificateKind: string | null;
  readonly contractId: string | null;
  readonly until: string | null;
  /** The day its certificate was handed over, where that was written down without a paper. */
  readonly handedOver: string | null;
  readonly clause: Clause | null;
  /** Null: what it is about is lacking. */
  readonly content: PaperContent | null;
}
