import { z } from 'zod';
import type { Clause, Condition, Spell } from '@lianxin/engine';
import { count, dated, id, span, text, VISIT_KINDS, when } from './parts.schema.ts';

/** What a hospital is to a member's office: named by it, or any other public one. A named one opens whatever a public one opens. */
export const HOSPITAL_KINDS = ['designated', 'public'] as const;
export type HospitalKind = (typeof HOSPITAL_KINDS)[number];
export const CARE_KINDS = ['outpatient', 'emergency', 'inpatient'] as const;
export type CareKind = (typeof CARE_KINDS)[number];
/** How far from the member's own county: the same county, the same city, the same province. */
export const REACHES = ['county', 'city', 'province'] as const;
export type Reach = (typeof REACHES)[number];
/** `ambulance` without a fee is arranged, not free; `payLater` is treatment before payment; `assistance` is another policy that applies. */
export const BENEFIT_KINDS = ['priority', 'waiver', 'ambulance', 'payLater', 'assistance', 'companion', 'healthCheck'] as const;
export const BENEFIT_SERVICES = [
  'registration', 'consultation', 'referral', 'pharmacy', 'payment', 'treatment', 'tests', 'examination', 'infusion', 'emergency',
  'admission', 'bed', 'stay', 'followUp', 'guide', 'transfer', 'checkup',
  // Documents that say "priority" and name no step.
  'all',
] as const;
/** Rides a document leaves out: home after a stay, to another city, to another province. */
export const RIDES = ['homeGoing', 'otherCity', 'otherProvince'] as const;
export type Ride = (typeof RIDES)[number];
/** What must be so when a benefit is used, as the desk finds it. */
export const NEEDS = ['urgent', 'unableToPay'] as const;
export type Need = (typeof NEEDS)[number];
export const PAPER_KINDS = ['contactCard', 'certificate', 'greenChannel', 'agreement'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
export const PROCEDURES = ['operation', 'specialExamination', 'specialTreatment'] as const;
export type Procedure = (typeof PROCEDURES)[number];

const certificate = z.strictObject({
  title: text,
  /** As people say it, and as it is printed: it says nothing about the child. */
  short: text,
  /** At which hospitals it opens the channel. */
  where: z.enum(HOSPITAL_KINDS),
  /** How long one is valid; null: until cancelled or replaced. */
  months: count.nullable().default(null),
  /** A member without a valid one is missing in coverage 3. */
  required: z.boolean().default(true),
  /** `other`: accepted at the desk and issued under another scheme, never by this office. */
  handledBy: z.enum(['office', 'other']).default('office'),
  withIdCard: z.boolean().default(false),
  ...dated,
});

const benefit = z.strictObject({
  title: text, kind: z.enum(BENEFIT_KINDS), service: z.enum(BENEFIT_SERVICES),
  care: z.array(z.enum(CARE_KINDS)).min(1).default([...CARE_KINDS]), at: z.enum(HOSPITAL_KINDS),
  /** Kinds of certificate that carry it; null: any that opens the channel there. */
  certificates: z.array(id).min(1).nullable().default(null),
  when: when.nullable().default(null),
  /** Uses in a calendar year; null: no limit. */
  perYear: count.nullable().default(null),
  reach: z.enum(REACHES).nullable().default(null),
  excludes: z.array(z.enum(RIDES)).default([]),
  needs: z.array(z.enum(NEEDS)).default([]),
  /** What is waived. */
  fee: text.nullable().default(null),
  ...dated,
});

const admit = z.strictObject({ title: text, at: z.enum(HOSPITAL_KINDS), reach: z.enum(REACHES), ...dated });
const consent = z.strictObject({ title: text, proposer: text, approver: text, atOnce: z.boolean().default(false), ...dated });
const carePackage = z.strictObject({
  title: text, months: count,
  /** How many days before its end a contract shows as expiring. */
  expiringDays: span,
  /** Rules and services of the pack that a contract on it names. */
  services: z.array(id).default([]),
  ...dated,
});
const service = z.strictObject({
  title: text, kinds: z.array(z.enum(VISIT_KINDS)).min(1), note: text.nullable().default(null),
  prescription: z.strictObject({ weeksFrom: count, weeksTo: count, remindDays: span }).nullable().default(null),
  /** It leads to a hospital: whoever records it is asked to which. */
  toHospital: z.boolean().default(false),
  ...dated,
});
const paper = z.strictObject({ title: text, per: z.enum(['household', 'member']), ...dated });

const byId = <T extends z.ZodType>(shape: T) => z.record(id, z.array(shape).min(1)).optional();
const versionsOf = <T extends z.ZodType>(shape: T) => z.array(shape).min(1).optional();

/** The sections of a pack file about doctors, certificates and hospitals; each key holds its dated versions. */
export const careSections = {
  certificates: byId(certificate),
  benefits: byId(benefit),
  admits: byId(admit),
  consent: z.strictObject({ operation: versionsOf(consent), specialExamination: versionsOf(consent), specialTreatment: versionsOf(consent) }).optional(),
  packages: byId(carePackage),
  services: byId(service),
  papers: z.strictObject({
    contactCard: versionsOf(paper), certificate: versionsOf(paper), greenChannel: versionsOf(paper), agreement: versionsOf(paper),
  }).optional(),
};
export type CareSection = keyof typeof careSections;
export const CARE_SECTIONS = Object.keys(careSections) as readonly CareSection[];

export interface CareShapes {
  readonly certificates: z.output<typeof certificate>;
  readonly benefits: z.output<typeof benefit>;
  readonly admits: z.output<typeof admit>;
  readonly consent: z.output<typeof consent>;
  readonly packages: z.output<typeof carePackage>;
  readonly services: z.output<typeof service>;
  readonly papers: z.output<typeof paper>;
}

/** One version as compiled: its id, its days as numbers, its clause shared with whatever rests on the same article. */
type Compiled<T, Id extends string = string> = { readonly [K in Exclude<keyof T, 'from' | 'to' | 'clause' | 'when'>]: Kept<T[K]> } & Spell & { readonly id: Id; readonly clause: Clause };
type Kept<V> = V extends (infer E)[] ? readonly E[] : V;
export type Certificate = Compiled<CareShapes['certificates']>;
export type Benefit = Compiled<CareShapes['benefits']> & { readonly when: Condition | null };
export type Admit = Compiled<CareShapes['admits']>;
export type Consent = Compiled<CareShapes['consent'], Procedure>;
export type CarePackage = Compiled<CareShapes['packages']>;
export type CareService = Compiled<CareShapes['services']>;
export type Paper = Compiled<CareShapes['papers'], PaperKind>;

/** Everything a pack says of care, its parents' part included, all versions; which holds on a day is told by `care.rules.ts`. */
export interface CareSheet {
  readonly certificates: readonly Certificate[];
  readonly benefits: readonly Benefit[];
  readonly admits: readonly Admit[];
  readonly consent: readonly Consent[];
  readonly packages: readonly CarePackage[];
  readonly services: readonly CareService[];
  readonly papers: readonly Paper[];
}
