import { z } from 'zod';
import { dayShape, idShape, timeShape } from '../../platform/http/shapes.schema.ts';

/** How a stay goes: each part replaces what stood there. Sealed, all of it. */
export const stayInput = z.object({
  bed: z.string().trim().max(60).optional(),
  /** Care during the stay: who is with the patient, what was arranged. */
  care: z.string().trim().max(1000).optional(),
  /** Whom the hospital told of the admission: the contact, the family doctor. */
  told: z.string().trim().max(200).optional(),
});
export type StayInput = z.output<typeof stayInput>;

export const dischargeInput = z.object({
  /** The follow-up's own id, made by whoever sends this: sent twice it is one discharge. */
  eventId: idShape,
  day: dayShape,
  /** What is handed back to the family doctor. Sealed; read by the team and the keeper of health files. */
  summary: z.string().trim().max(4000).default(''),
});
export type DischargeInput = z.output<typeof dischargeInput>;

export const stayView = z.object({
  encounterId: z.string(), admittedOn: z.string(), dischargedOn: z.string().nullable(), handedBackAt: timeShape.nullable(),
  bed: z.string(), care: z.string(), told: z.string(),
  /** Null where the reader may not know it: it is health. */
  summary: z.string().nullable(),
});
export type StayView = z.input<typeof stayView>;

export const BED_ANSWERS = ['ready', 'soon', 'none'] as const;
export type BedAnswer = (typeof BED_ANSWERS)[number];

/** A contact, the family doctor or the office asks a hospital for a bed before the member comes (C5, D8). */
export const bedInput = z.object({
  id: idShape, householdId: idShape, memberId: idShape, hospitalId: idShape,
  /** Sealed; the hospital reads it, nobody else. */
  reason: z.string().trim().max(500).default(''),
  /** Whether somebody is to be fetched, and how. */
  transport: z.string().trim().max(120).default(''),
});
export type BedInput = z.output<typeof bedInput>;
export const bedAnswerInput = z.object({ answer: z.enum(BED_ANSWERS), note: z.string().trim().max(200).default('') });
export const bedJoin = z.object({ encounterId: idShape });
export const bedsQuery = z.object({ household: idShape.optional() });

export const bedView = z.object({
  id: z.string(), hospital: z.object({ id: z.string(), name: z.string() }), name: z.string(), transport: z.string(), askedAt: timeShape,
  /** For the hospital alone. */
  reason: z.string().nullable(),
  answer: z.enum(BED_ANSWERS).nullable(), answerNote: z.string(), answeredAt: timeShape.nullable(), encounterId: z.string().nullable(),
});
export type BedView = z.input<typeof bedView>;
