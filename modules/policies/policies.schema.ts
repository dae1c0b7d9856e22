import { z } from 'zod';
import type { Book, Clause, Spell, Text } from '@lianxin/engine';
import { careSections, CARE_KINDS, HOSPITAL_KINDS } from './care.schema.ts';
import type { CareSheet } from './care.schema.ts';
import { count, dated, day, FLAG_KEYS, id, span, text, VISIT_KINDS, when } from './parts.schema.ts';

/** What can be wrong with a pack; each code has one broken pack in `broken/` and one message in both languages. */
export const PROBLEM_CODES = [
  'file.syntax', 'key.duplicate', 'key.unknown', 'field.missing', 'clause.missing', 'day.invalid', 'value.invalid',
  'pack.missing', 'pack.idMismatch', 'parent.missing', 'parent.cycle', 'role.unknown', 'festival.unknown',
  'document.unknown', 'days.reversed', 'versions.overlap', 'term.outside', 'purpose.notGreeting', 'off.nothing',
  'certificate.unknown', 'service.unknown', 'fee.missing', 'weeks.reversed', 'setting.missing', 'case.missing', 'case.unknown', 'case.failed',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Something wrong in a pack's file: where (file below the packs folder, line from 1) and what, for a policy clerk. */
export interface PackProblem {
  readonly code: ProblemCode;
  readonly file: string;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly message: Text;
}

/** The kinds of event a rule may start from: incidents first, then what happens in the office's own work. */
export const EVENT_KINDS = [
  'accident', 'illness', 'disaster', 'death', 'hardship',
  'serviceStart', 'contactChange', 'accommodationReview', 'discharge', 'contractSigned',
] as const;
const STATES = ['void', 'adapted', 'excused', 'upcoming', 'met', 'open', 'attempted', 'vacant', 'missed'] as const;

const around = { before: span, after: span };
const window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('week') }),
  z.strictObject({ kind: z.literal('months'), months: z.literal([1, 2, 3, 4, 6, 12]) }),
  z.strictObject({ kind: z.literal('rolling'), days: count }),
  z.strictObject({ kind: z.literal('festival'), festival: z.string(), ...around }),
  z.strictObject({ kind: z.literal('birthday'), ...around }),
  z.strictObject({ kind: z.literal('fixedDay'), month: z.int().min(1).max(12), day: z.int().min(1).max(31), ...around }),
  z.strictObject({ kind: z.literal('event'), events: z.array(z.enum(EVENT_KINDS)).min(1), days: span }),
]);

const rule = z.strictObject({
  title: text, role: z.string(), each: z.boolean().default(false), perMember: z.boolean().default(false), window,
  needed: count.default(1), kinds: z.array(z.enum(VISIT_KINDS)).min(1), purpose: z.string().nullable().default(null),
  awayCallsSuffice: z.boolean().default(false), when: when.nullable().default(null), ...dated,
});
const required = z.strictObject({ role: z.string(), when: when.nullable().default(null), leader: z.boolean().default(false), ...dated });
const role = z.strictObject({
  title: text, level: z.enum(['county', 'township', 'village', 'household', 'office']), medical: z.boolean().default(false),
});
const setting = (value: z.ZodNumber | z.ZodInt) => z.array(z.strictObject({ value, ...dated })).optional();
const settings = z.strictObject({
  ownedShare: setting(z.number().min(0).max(1)), attemptsNeeded: setting(count),
  lateEntryDays: setting(span), fileStaleDays: setting(count),
});
export const SETTING_KEYS = Object.keys(settings.shape) as (keyof typeof settings.shape)[];

/** The county of every case's household: its code belongs to nobody. */
export const CASE_COUNTY = '519901';
const caseVisit = z.strictObject({
  on: day, kind: z.enum(VISIT_KINDS), by: z.string(), purposes: z.array(z.string()).default([]),
  outcome: z.enum(['reached', 'notReached']).default('reached'),
});
/** A member of county 519901, at the hospital of the place `code`. */
const caseDesk = z.strictObject({
  hospital: z.enum(HOSPITAL_KINDS), code: z.string().regex(/^\d{6}$/).default(CASE_COUNTY), care: z.enum(CARE_KINDS),
  /** Kinds of certificate held. */
  shows: z.array(z.string()), age: count.optional(),
});
const caseDay = z.strictObject({
  on: day,
  duties: z.array(z.strictObject({ first: day, last: day, state: z.enum(STATES) })).optional(),
  missing: z.array(z.string()).optional(),
  value: z.number().nullable().optional(),
  /** A value about care as it stands that day, every field of it but its title and days that is not empty; null: none in force. */
  is: z.record(z.string(), z.unknown()).nullable().optional(),
  /** What the person in `given.desk` may have at that desk. */
  entitled: z.array(z.string()).optional(),
});
const workedCase = z.strictObject({
  of: z.union([z.string(), z.array(z.string()).min(1)]).transform((of) => (typeof of === 'string' ? [of] : of)),
  from: day,
  given: z.strictObject({
    served: day, born: day.optional(), away: z.boolean().default(false), flags: z.array(z.enum(FLAG_KEYS)).default([]),
    assigned: z.array(z.string()).default([]), leaders: z.array(z.string()).default([]),
    visits: z.array(caseVisit).default([]), happens: z.enum(EVENT_KINDS).optional(), desk: caseDesk.optional(),
  }).prefault({ served: '2000-01-01' }),
  days: z.array(caseDay).min(2),
});

/** One YAML file of a pack. Any section may stand in any file; a key stands once in the pack. */
export const packFile = z.strictObject({
  id: id.optional(), title: text.optional(), region: text.optional(), parent: z.string().nullable().optional(),
  term: z.strictObject({ from: day, to: day.nullable().default(null) }).optional(),
  documents: z.record(z.string(), z.strictObject({ title: text, issued: day.nullable() })).optional(),
  roles: z.record(id, role).optional(),
  required: z.record(id, z.array(required).min(1)).optional(),
  rules: z.record(id, z.array(rule).min(1)).optional(),
  settings: settings.optional(),
  ...careSections,
  off: z.record(id, z.array(z.strictObject(dated)).min(1)).optional(),
  cases: z.array(workedCase).optional(),
});

export type PackFileShape = z.infer<typeof packFile>;
export type RoleShape = z.infer<typeof role>;
export type RequiredShape = z.infer<typeof required>;
export type RuleShape = z.infer<typeof rule>;
export type OffShape = { from: string; to: string | null; clause: Clause };
export type SettingKey = (typeof SETTING_KEYS)[number];
export type SettingShape = { value: number; from: string; to: string | null; clause: Clause };
export type CaseShape = z.infer<typeof workedCase>;
export type CaseDay = CaseShape['days'][number];

/** A worked case with the pack it belongs to and where it stands. */
export interface WorkedCase extends CaseShape {
  readonly packId: string;
  readonly file: string;
  /** The line of each of its days. */
  readonly lines: readonly number[];
}

/** A number of a pack on a spell of days, with what it rests on. */
export interface SettingValue extends Spell {
  readonly key: SettingKey;
  readonly value: number;
  readonly clause: Clause;
}

/** What a compiled pack cannot carry for the engine and a reader wants: terms, documents, and what was switched off. */
export interface PackSheet {
  readonly id: string;
  readonly title: Text;
  readonly region: Text;
  readonly parent: string | null;
  readonly term: { readonly from: string; readonly to: string | null };
  readonly documents: Readonly<Record<string, { readonly title: Text; readonly issued: string | null }>>;
  readonly settings: readonly SettingValue[];
  readonly off: readonly (Spell & { readonly key: string; readonly clause: Clause })[];
  readonly care: CareSheet;
}

/** The engine's book, and the sheets people read. */
export interface PolicyBook extends Book {
  readonly sheets: Readonly<Record<string, PackSheet>>;
}
