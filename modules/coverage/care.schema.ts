import { z } from 'zod';
import { clauseShape, dayShape } from '../../platform/http/shapes.schema.ts';

const count = z.number().int();

/** Family doctors (coverage 2): signed is not served, and a refusal is nobody's failure, so each is a figure of its own (C6). */
export const doctorFigures = z.object({
  members: count,
  /** Members served less those who refuse: what `signed` is counted against. */
  of: count,
  signed: count, refused: count, offered: count, lapsed: count, neverAsked: count,
  /** Of the signed: somebody was there or did something in the period; and something due was not kept. */
  attended: count, overdue: count,
  clause: clauseShape.nullable(),
});

/** Priority care (coverage 3): a valid certificate where a hospital opens the channel; used is another question (D10). */
export const priorityFigures = z.object({
  members: count, certified: count, delivered: count, neverUsed: count, uses: count,
  /** Yuan not charged in the period. */
  waived: z.number(),
  clause: clauseShape.nullable(),
});
export type DoctorFigures = z.input<typeof doctorFigures>;
export type PriorityFigures = z.input<typeof priorityFigures>;

/** What a member can be missing or show in coverages 2 and 3; each opens to its members. */
export const CARE_ASKED = ['unsigned', 'signed', 'refused', 'offered', 'lapsed', 'neverAsked', 'unattended', 'overdue', 'certified', 'uncertified', 'undelivered', 'neverUsed'] as const;
export type CareAsked = (typeof CARE_ASKED)[number];

export const careMembersQuery = z.object({
  division: z.string().max(12).optional(), on: dayShape.optional(), period: z.enum(['month', 'quarter', 'year']).default('quarter'), asked: z.enum(CARE_ASKED),
});
export type CareMembersQuery = z.output<typeof careMembersQuery>;
export const careMember = z.object({
  household: z.object({ id: z.string(), name: z.string(), division: z.object({ code: z.string(), name: z.string() }), groupName: z.string() }),
  member: z.object({ id: z.string(), name: z.string() }),
});
export type CareMember = z.input<typeof careMember>;
export const careMembers = z.object({ items: z.array(careMember), total: count });
export type CareMembers = z.input<typeof careMembers>;
