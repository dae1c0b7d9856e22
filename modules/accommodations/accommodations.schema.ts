import { z } from 'zod';
import { dayShape, divisionShape, idShape, listOf, noteShape, pageQuery, personShape, reasonShape, textShape, timeShape } from '../../platform/http/shapes.schema.ts';

/**
 * What may be agreed (duties.md, Families). `noHomeVisit`: calls instead. `noFestival`: some festivals or all. `noDays`: days not to come.
 * `pause`, `noContact`: nobody comes or calls meanwhile. `preference`: words only, no duty changes.
 */
export const ACCOMMODATION_KINDS = ['noHomeVisit', 'noFestival', 'noDays', 'pause', 'noContact', 'preference'] as const;
export type AccommodationKind = (typeof ACCOMMODATION_KINDS)[number];
export const STATUSES = ['asked', 'approved', 'refused', 'ended'] as const;
export type Status = (typeof STATUSES)[number];
const channels = z.enum(['home', 'phone', 'online', 'message']);
const daySpan = z.object({ from: dayShape, to: dayShape.nullable() });

export const accommodationInput = z.object({
  id: idShape,
  householdId: idShape,
  kind: z.enum(ACCOMMODATION_KINDS),
  /** `noFestival` only: festival ids, `birthday`, ids of fixed-day rules; left out: all of them. */
  festivals: z.array(z.string().max(60)).max(20).nullish(),
  /** `noDays` only. */
  days: z.array(daySpan).max(50).nullish(),
  /** The channel the family accepts instead, on festivals and days not to come. */
  accepted: channels.nullish(),
  fromDay: dayShape,
  toDay: dayShape.nullish(),
  /** When the office asks again whether it still suits; it stays in force meanwhile. */
  reviewDay: dayShape.nullish(),
  /** Who of the family agreed. */
  agreedBy: z.string().trim().min(1).max(60),
  words: noteShape.optional(),
});
export type AccommodationInput = z.output<typeof accommodationInput>;

export const accommodationView = z.object({
  id: z.string(),
  household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }),
  householdId: z.string(),
  kind: z.enum(ACCOMMODATION_KINDS),
  title: textShape,
  festivals: z.array(z.string()).nullable(),
  days: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
  accepted: channels.nullable(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  reviewDay: z.string().nullable(),
  /** In force, and its review day has come. */
  reviewDue: z.boolean(),
  agreedBy: z.string(),
  words: z.string().nullable(),
  /** Words of the office: why refused or ended, or what the last review found. */
  decision: z.string().nullable(),
  status: z.enum(STATUSES),
  askedBy: personShape,
  askedAt: timeShape,
  approvedBy: personShape.nullable(),
  approvedAt: timeShape.nullable(),
});
export type AccommodationView = z.input<typeof accommodationView>;

export const accommodationsQuery = pageQuery.extend({
  household: idShape.optional(), division: z.string().max(30).optional(), status: z.enum(STATUSES).optional(),
});
export type AccommodationsQuery = z.output<typeof accommodationsQuery>;
export const accommodationList = listOf(accommodationView);
export const accommodationParams = z.object({ id: idShape });
export const refuseInput = z.object({ reason: reasonShape });
export const endAccommodationInput = z.object({ toDay: dayShape, reason: reasonShape });
export const reviewInput = z.object({ day: dayShape, reviewDay: dayShape.nullish(), words: noteShape.optional() });
export type ReviewInput = z.output<typeof reviewInput>;

export const ACCOMMODATION_PROBLEMS = [
  'accommodation.own', 'accommodation.decided', 'accommodation.notApproved', 'accommodation.days', 'accommodation.review', 'accommodation.ended',
  'accommodation.daysMissing', 'accommodation.festivals', 'accommodation.extra', 'accommodation.future', 'accommodation.notServed', 'accommodation.accepted',
] as const;
export type AccommodationProblem = (typeof ACCOMMODATION_PROBLEMS)[number];
