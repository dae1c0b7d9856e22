import { z } from 'zod';
import { clauseShape, dayShape, textShape } from '../../platform/http/shapes.schema.ts';
import { BENEFIT_KINDS, BENEFIT_SERVICES, CARE_KINDS, HOSPITAL_KINDS, NEEDS, REACHES, RIDES } from './care.schema.ts';
import { VISIT_KINDS } from './parts.schema.ts';

const dated = { from: z.string(), to: z.string().nullable(), clause: clauseShape };
const roleShape = z.object({ id: z.string(), title: textShape });

export const packLine = z.object({
  id: z.string(),
  title: textShape,
  region: textShape,
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
  /** Every contact role of the pack, in its order. */
  roles: z.array(roleShape),
});
export type PackLine = z.output<typeof packLine>;

/** When a duty of a rule falls, as the engine takes it (`Window` of the engine), with the festival's name beside its id. */
const spread = { before: z.number().int(), after: z.number().int() };
export const windowShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('week') }),
  z.object({ kind: z.literal('months'), months: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(12)]) }),
  z.object({ kind: z.literal('rolling'), days: z.number().int() }),
  z.object({ kind: z.literal('festival'), festival: z.string(), title: textShape, ...spread }),
  z.object({ kind: z.literal('birthday'), ...spread }),
  z.object({ kind: z.literal('fixedDay'), month: z.number().int(), day: z.number().int(), ...spread }),
  z.object({ kind: z.literal('event'), events: z.array(z.string()), days: z.number().int() }),
]);
export type WindowView = z.output<typeof windowShape>;

const condition = z.object({ flags: z.array(z.string()), ageFrom: z.number().int().optional() }).nullable();

const named = { id: z.string(), title: textShape };
const hospital = z.enum(HOSPITAL_KINDS);

/** What a policy says of doctors, certificates and hospitals on a day; names stand beside the ids that one value gives of another. */
export const careView = z.object({
  certificates: z.array(z.object({
    ...named, short: textShape, where: hospital, months: z.number().int().nullable(), required: z.boolean(), handledBy: z.enum(['office', 'other']), withIdCard: z.boolean(), ...dated,
  })),
  benefits: z.array(z.object({
    ...named, kind: z.enum(BENEFIT_KINDS), service: z.enum(BENEFIT_SERVICES), care: z.array(z.enum(CARE_KINDS)), at: hospital,
    /** Those that carry it; empty: any that opens the channel there. */
    certificates: z.array(z.object(named)),
    when: condition, perYear: z.number().int().nullable(), reach: z.enum(REACHES).nullable(), excludes: z.array(z.enum(RIDES)), needs: z.array(z.enum(NEEDS)), fee: textShape.nullable(), ...dated,
  })),
  admits: z.array(z.object({ ...named, at: hospital, reach: z.enum(REACHES), ...dated })),
  consent: z.array(z.object({ ...named, proposer: textShape, approver: textShape, atOnce: z.boolean(), ...dated })),
  packages: z.array(z.object({ ...named, months: z.number().int(), expiringDays: z.number().int(), services: z.array(z.object(named)), ...dated })),
  services: z.array(z.object({
    ...named, kinds: z.array(z.enum(VISIT_KINDS)), note: textShape.nullable(),
    prescription: z.object({ weeksFrom: z.number().int(), weeksTo: z.number().int(), remindDays: z.number().int() }).nullable(), ...dated,
  })),
  papers: z.array(z.object({ ...named, per: z.enum(['household', 'member']), ...dated })),
});
export type CareShown = z.output<typeof careView>;

export const packView = z.object({
  pack: z.object({ id: z.string(), title: textShape, region: textShape, parent: z.string().nullable(), from: z.string(), to: z.string().nullable() }),
  on: z.string(),
  documents: z.array(z.object({ id: z.string(), title: textShape, issued: z.string().nullable() })),
  roles: z.array(roleShape.extend({ level: z.string(), medical: z.boolean() })),
  required: z.array(z.object({ role: z.string(), title: textShape, leader: z.boolean(), when: condition, ...dated })),
  rules: z.array(z.object({
    id: z.string(), title: textShape, role: z.string(), roleTitle: textShape, window: windowShape, needed: z.number().int(), kinds: z.array(z.string()),
    purpose: z.string().nullable(), each: z.boolean(), perMember: z.boolean(), awayCallsSuffice: z.boolean(), when: condition, ...dated,
  })),
  settings: z.array(z.object({ key: z.string(), value: z.number(), ...dated })),
  /** Rules of the pack above that this one says do not apply. */
  off: z.array(z.object({ key: z.string(), title: textShape, ...dated })),
  care: careView,
});
export type PackShown = z.output<typeof packView>;
export type RuleShown = PackShown['rules'][number];

export const packParams = z.object({ id: z.string().min(1).max(60) });
export const packQuery = z.object({ on: dayShape.optional() });
