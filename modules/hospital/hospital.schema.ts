import { z } from 'zod';
import { clauseShape, dayShape, idShape, pageQuery, reasonShape, textShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { BENEFIT_KINDS, BENEFIT_SERVICES, CARE_KINDS, NEEDS, RIDES } from '../policies/care.schema.ts';

/** What a desk is told first. `unknown` stands for nobody's number, and for somebody whose pack does not admit this hospital: the two look the same. */
export const DESK_STATUSES = ['valid', 'ended', 'expired', 'unknown'] as const;
export type DeskStatus = (typeof DESK_STATUSES)[number];

/** The code of a certificate as scanned or typed, or an ID number; in the body always, never in an address (D2). */
export const deskQuestion = z.union([z.strictObject({ code: z.string().trim().min(1).max(400) }), z.strictObject({ idNumber: z.string().trim().min(1).max(40) })]);
export type DeskQuestion = z.output<typeof deskQuestion>;

export const deskBenefit = z.object({
  id: z.string(), title: textShape, kind: z.enum(BENEFIT_KINDS), service: z.enum(BENEFIT_SERVICES), care: z.array(z.enum(CARE_KINDS)), fee: textShape.nullable(),
  perYear: z.number().int().nullable(), left: z.number().int().nullable(), needs: z.array(z.enum(NEEDS)), excludes: z.array(z.enum(RIDES)), clause: clauseShape,
});
export type DeskBenefit = z.input<typeof deskBenefit>;

/** Everything a desk is told of a person, and nothing else of the file. The shape is strict on the way out: what it does not name cannot leave. */
export const deskReply = z.object({
  status: z.enum(DESK_STATUSES),
  /** What an encounter is registered under for the next twelve hours; says nothing of the person. */
  checkId: z.string().nullable(),
  holder: z.object({ name: z.string(), idTail: z.string().nullable(), withIdCard: z.boolean() }).nullable(),
  benefits: z.array(deskBenefit),
  doctor: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  deskContact: z.string().nullable(),
});
export type DeskReply = z.input<typeof deskReply>;

export const encounterInput = z.object({
  id: idShape, checkId: idShape, kind: z.enum(CARE_KINDS), urgent: z.boolean().default(false), day: dayShape.optional(),
  department: z.string().trim().max(60).default(''), companion: z.string().trim().max(60).default(''),
});
export type EncounterInput = z.output<typeof encounterInput>;

/** Yuan that were not charged. */
const yuan = z.number().min(0).max(1_000_000).multipleOf(0.01);

export const waiverSum = z.object({ amount: yuan });

export const waiverInput = z.object({
  id: idShape, encounterId: idShape, benefitId: z.string().max(80),
  /** May follow later when the bill is known (`waiverSum`). */
  amount: yuan.optional(),
  urgent: z.boolean().default(false), unableToPay: z.boolean().default(false),
  /** Where a ride goes when not to this hospital. */
  ride: z.enum(RIDES).nullable().default(null),
});
export type WaiverInput = z.output<typeof waiverInput>;

export const WAIVER_REFUSALS = ['quotaSpent', 'rideExcluded', 'needMissing', 'notHere'] as const;
export type WaiverRefusal = (typeof WAIVER_REFUSALS)[number];

export const waiverView = z.object({
  id: z.string(), encounterId: z.string(), benefitId: z.string(), title: textShape, day: z.string(), granted: z.boolean(), refusal: z.enum(WAIVER_REFUSALS).nullable(),
  /** What to say: that the ride goes all the same, and why this one is not covered. */
  words: textShape, left: z.number().int().nullable(), amount: z.number().nullable(), clause: clauseShape, voided: z.boolean(),
});
export type WaiverView = z.input<typeof waiverView>;

export const encounterView = z.object({
  id: z.string(), hospital: z.object({ id: z.string(), name: z.string() }), name: z.string(), kind: z.enum(CARE_KINDS), urgent: z.boolean(), day: z.string(),
  department: z.string(), companion: z.string(), admittedOn: z.string().nullable(), dischargedOn: z.string().nullable(),
  handedBackAt: timeShape.nullable(), recordedAt: timeShape, voided: z.boolean(), version: z.number().int(), waivers: z.array(waiverView),
});
export type EncounterView = z.input<typeof encounterView>;

export const encounterParams = z.object({ id: idShape });
export const voidInput = z.object({ reason: reasonShape });
export const encountersQuery = pageQuery.extend({ kind: z.enum(CARE_KINDS).optional(), from: dayShape.optional(), to: dayShape.optional(), household: idShape.optional() });

export const HOSPITAL_PROBLEMS = [
  'desk.none', 'desk.limit', 'desk.unreadable', 'desk.check.expired', 'encounter.day', 'encounter.voided', 'waiver.unknown', 'waiver.voided', 'waiver.sum', 'encounter.used',
  'urgent.joined', 'stay.none', 'stay.ended', 'stay.days', 'bed.answered', 'bed.member', 'bed.hospital', 'bed.notYours', 'bed.join',
  'consent.decided', 'consent.declined', 'consent.notUrgent', 'hospital.ended', 'hospital.notYours', 'designation.days', 'designation.twice', 'register.days',
] as const;
export type HospitalProblem = (typeof HOSPITAL_PROBLEMS)[number];
