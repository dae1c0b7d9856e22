import { z } from 'zod';
import { clauseShape, dayShape, idShape, noteShape, pageQuery, personShape, reasonShape, textShape, timeShape } from '../../platform/http/shapes.schema.ts';

export const VISIT_KINDS = ['home', 'phone', 'online', 'message'] as const;
export const OUTCOMES = ['reached', 'notReached'] as const;
/** `card`: the contact card was handed over (SX 二（一）1). `round`: a doctor's round. */
export const PURPOSES = ['routine', 'greeting', 'incident', 'handover', 'round', 'followUp', 'card'] as const;
export const HEALTH = ['good', 'same', 'poor', 'acute'] as const;
export const MOODS = ['calm', 'soSo', 'low'] as const;
export const NEEDS = ['none', 'medical', 'living', 'paperwork', 'talk', 'other'] as const;

/** One contact with a household of any kind (B13). Whatever was not asked is left out: "not asked" is honest. */
export const visitInput = z.object({
  id: idShape,
  householdId: idShape,
  day: dayShape,
  kind: z.enum(VISIT_KINDS),
  outcome: z.enum(OUTCOMES),
  purposes: z.array(z.enum(PURPOSES)).max(PURPOSES.length).default(['routine']),
  /** Workers who took part; at least one, the recorder need not be among them. */
  participants: z.array(idShape).min(1).max(12),
  health: z.enum(HEALTH).optional(),
  mood: z.enum(MOODS).optional(),
  needs: z.array(z.enum(NEEDS)).max(NEEDS.length).optional(),
  note: noteShape.optional(),
  /** Why it is entered so late; the office may enter any day, with this. */
  lateReason: reasonShape.optional(),
  /** The voided visit that this one puts right. */
  corrects: idShape.optional(),
});
export type VisitInput = z.output<typeof visitInput>;

export const visitView = z.object({
  id: z.string(),
  householdId: z.string(),
  day: z.string(),
  kind: z.enum(VISIT_KINDS),
  outcome: z.enum(OUTCOMES),
  purposes: z.array(z.string()),
  participants: z.array(z.object({ workerId: z.string(), name: z.string(), declined: z.boolean() })),
  health: z.enum(HEALTH).nullable(),
  mood: z.enum(MOODS).nullable(),
  needs: z.array(z.string()),
  note: z.string().nullable(),
  recorder: personShape,
  recordedAt: timeShape,
  /** Days between the visit and its entry. */
  lateDays: z.number().int(),
  lateReason: z.string(),
  corrects: z.string().nullable(),
  voided: z.object({ at: timeShape, reason: z.string(), by: z.string() }).nullable(),
});
export type VisitView = z.input<typeof visitView>;

export const UNCREDITED = ['noRole', 'declined', 'notReached', 'kindNotAsked', 'purposeNotAsked', 'alreadyMet', 'noWindow', 'voided'] as const;

export const recordedVisit = z.object({
  visit: visitView,
  credited: z.array(z.object({ dutyId: z.string(), rule: z.string(), title: textShape, workerId: z.string(), clause: clauseShape })),
  uncredited: z.array(z.object({ workerId: z.string(), reason: z.enum(UNCREDITED) })),
});
export type RecordedVisit = z.input<typeof recordedVisit>;

export const visitsQuery = pageQuery.extend({ household: idShape });
export const visitParams = z.object({ id: idShape });
export const voidInput = z.object({ reason: reasonShape });
