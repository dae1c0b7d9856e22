import { z } from 'zod';
import { dayShape, idShape, personShape, reasonShape, timeShape } from '../../platform/http/shapes.schema.ts';

/** What an entry of a health file is about (C2, C7): special files for chronic and serious illness (CT YA), the management of the elderly and of traditional medicine (HJ). */
export const HEALTH_KINDS = ['condition', 'selfCare', 'special', 'assessment', 'elderly', 'traditional', 'healthCheck', 'note'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];
/** Groups of conditions, coarse enough to sort by and no diagnosis. */
export const CONDITION_GROUPS = ['hypertension', 'diabetes', 'heart', 'stroke', 'lung', 'kidney', 'cancer', 'mental', 'joints', 'other'] as const;
export type ConditionGroup = (typeof CONDITION_GROUPS)[number];
export const SELF_CARE = ['able', 'partial', 'none'] as const;
export type SelfCare = (typeof SELF_CARE)[number];
export const SPECIAL_FILES = ['chronic', 'serious'] as const;
export type SpecialFile = (typeof SPECIAL_FILES)[number];

const common = {
  id: idShape, memberId: idShape, day: dayShape, words: z.string().trim().max(4000).default(''),
  /** The entry this one takes the place of; nothing is ever changed. */
  replaces: idShape.optional(),
};
const worded = { ...common, words: z.string().trim().min(1).max(4000) };
export const healthInput = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('condition'), group: z.enum(CONDITION_GROUPS) }),
  z.object({ ...common, kind: z.literal('selfCare'), level: z.enum(SELF_CARE) }),
  z.object({ ...common, kind: z.literal('special'), special: z.enum(SPECIAL_FILES) }),
  z.object({ ...worded, kind: z.literal('assessment') }), z.object({ ...worded, kind: z.literal('elderly') }), z.object({ ...worded, kind: z.literal('traditional') }),
  z.object({ ...worded, kind: z.literal('healthCheck') }), z.object({ ...worded, kind: z.literal('note') }),
]);
export type HealthInput = z.output<typeof healthInput>;
export const healthEnd = z.object({ day: dayShape, reason: reasonShape });
export type HealthEnd = z.output<typeof healthEnd>;
export const healthParams = z.object({ id: idShape });
export const healthQuery = z.object({ household: idShape });

export const healthEntry = z.object({
  id: z.string(), memberId: z.string(), kind: z.enum(HEALTH_KINDS), group: z.enum(CONDITION_GROUPS).nullable(), level: z.enum(SELF_CARE).nullable(), special: z.enum(SPECIAL_FILES).nullable(),
  words: z.string(), day: z.string(), author: personShape, signedAt: timeShape, replaces: z.string().nullable(), endedOn: z.string().nullable(), endReason: z.string().nullable(),
});
export type HealthEntryView = z.input<typeof healthEntry>;
/** `sees`: the household's health is the reader's to know at all; otherwise nothing is said, not even that there is a file. */
export const healthFile = z.object({ sees: z.boolean(), members: z.array(z.object({ member: personShape, mayWrite: z.boolean(), entries: z.array(healthEntry) })) });
export type HealthFile = z.input<typeof healthFile>;

export const HEALTH_PROBLEMS = ['health.contract', 'health.future', 'health.replaces', 'health.ended', 'health.days'] as const;
export type HealthProblem = (typeof HEALTH_PROBLEMS)[number];
