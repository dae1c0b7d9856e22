import { z } from 'zod';
import { idShape, reasonShape, timeShape } from '../../platform/http/shapes.schema.ts';

/** `over`: approved, and its last day is past. */
export const MEMBER_LIST_STATES = ['asked', 'approved', 'over', 'refused', 'withdrawn'] as const;
export type MemberListState = (typeof MEMBER_LIST_STATES)[number];

// A week: a printer that stands still on Friday and a courier on Monday fit in, and no copy is more than a week younger than the decision it rests on.
export const USUAL_DAYS = 7;
// Certificates are issued and cancelled all the time; after a month the question is another one (constraint member_list_days).
export const MOST_DAYS = 30;

const purposeShape = z.string().trim().min(4).max(200);

/** The head of a hospital names the county whose members are asked for; the county's office names the hospital. */
export const memberListInput = z.object({ id: idShape, purpose: purposeShape, hospitalId: idShape.optional(), countyCode: z.string().regex(/^[0-9]{6,12}$/).optional() });
export type MemberListInput = z.output<typeof memberListInput>;

/** Left out, the place is the whole county. */
export const memberListApproval = z.object({ days: z.number().int().min(1).max(MOST_DAYS).default(USUAL_DAYS), divisionCode: z.string().max(12).optional() });
export type MemberListApproval = z.output<typeof memberListApproval>;
export const memberListReason = z.object({ reason: reasonShape });
/** An id made by whoever prints: sent twice it is the same copy. */
export const memberListPrint = z.object({ id: idShape });

export const memberListView = z.object({
  id: z.string(), hospital: z.object({ id: z.string(), name: z.string() }), county: z.object({ code: z.string(), name: z.string() }),
  purpose: z.string(), state: z.enum(MEMBER_LIST_STATES),
  asked: z.object({ by: z.string(), at: timeShape, byHospital: z.boolean() }),
  decided: z.object({ by: z.string(), on: z.string() }).nullable(),
  /** The place it covers and the last day it may be printed; null unless approved. */
  covers: z.string().nullable(), untilDay: z.string().nullable(), refusal: z.string().nullable(),
  withdrawn: z.object({ by: z.string(), at: timeShape, reason: z.string() }).nullable(),
  /** Copies that left the press, in their order; whoever withdraws asks for these back. */
  copies: z.array(z.object({ copy: z.number().int(), members: z.number().int(), by: z.string(), at: timeShape })),
  /** What this reader may do with it now. */
  may: z.object({ decide: z.boolean(), print: z.boolean(), withdraw: z.boolean() }),
});
export type MemberListView = z.input<typeof memberListView>;

/** `counties`: for the head of a hospital, those that have designated it; an office has only its own. */
export const memberLists = z.object({ items: z.array(memberListView), counties: z.array(z.object({ code: z.string(), name: z.string() })), next: z.null() });
export type MemberLists = z.input<typeof memberLists>;

export const MEMBER_LIST_PROBLEMS = [
  'memberList.whose', 'memberList.notDesignated', 'memberList.waiting', 'memberList.fourEyes', 'memberList.decided', 'memberList.notApproved', 'memberList.nobody',
  'memberList.over',
] as const;
export type MemberListProblem = (typeof MEMBER_LIST_PROBLEMS)[number];
