import { z } from 'zod';
import { clauseShape, dayShape, idShape, listOf, pageQuery, reasonShape, textShape } from '../../platform/http/shapes.schema.ts';

export const STATES = ['void', 'adapted', 'excused', 'upcoming', 'met', 'open', 'attempted', 'vacant', 'missed'] as const;
export type State = (typeof STATES)[number];

/** What a role owes a household between two days, and how it stands today. */
export const dutyView = z.object({
  id: z.string(),
  household: z.object({ id: z.string(), name: z.string(), division: z.object({ code: z.string(), name: z.string() }), groupName: z.string() }),
  memberId: z.string().nullable(),
  rule: z.string(),
  title: textShape,
  role: z.string(),
  roleTitle: textShape,
  first: z.string(),
  last: z.string(),
  kinds: z.array(z.string()),
  purpose: z.string().nullable(),
  needed: z.number().int(),
  credited: z.number().int(),
  state: z.enum(STATES),
  vacant: z.boolean(),
  lateBy: z.number().int().nullable(),
  rolling: z.boolean(),
  worker: z.object({ id: z.string(), name: z.string() }).nullable(),
  clause: clauseShape.nullable(),
});
export type DutyView = z.input<typeof dutyView>;

/** One household's duties say more: what credited them and why they are as they are. */
export const explainedDuty = dutyView.extend({
  reasons: z.array(z.string()),
  credits: z.array(z.object({ visitId: z.string(), day: z.string(), workerId: z.string() })),
});
export type ExplainedDuty = z.input<typeof explainedDuty>;

export const householdDuties = z.object({
  items: z.array(explainedDuty),
  undecided: z.array(z.object({ rule: z.string(), title: textShape, memberId: z.string().nullable(), fact: z.string(), clause: clauseShape.nullable() })),
});

export type HouseholdDuties = z.input<typeof householdDuties>;

const stateList = z.string().transform((text) => text.split(',')).pipe(z.array(z.enum(STATES)).min(1));

export const worklistQuery = pageQuery.extend({
  /** A worker's id, or `me`. */
  worker: z.union([z.literal('me'), idShape]).optional(),
  state: stateList.optional(),
  /** Last day at the latest. */
  until: dayShape.optional(),
  from: dayShape.optional(),
  division: z.string().max(12).optional(),
  household: idShape.optional(),
  role: z.string().max(40).optional(),
});
export type WorklistQuery = z.output<typeof worklistQuery>;

export const worklistAnswer = listOf(dutyView);

export const householdParams = z.object({ id: idShape });
export const dutyParams = z.object({ id: z.string().min(20).max(300) });
export const periodQuery = z.object({ from: dayShape.optional(), to: dayShape.optional() });
export const excuseInput = z.object({ id: idShape.optional(), reason: reasonShape });
