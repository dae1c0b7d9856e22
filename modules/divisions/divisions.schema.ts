import { z } from 'zod';
import { reasonShape } from '../../platform/http/shapes.schema.ts';

export const DIVISION_LEVELS = ['county', 'township', 'village'] as const;
export type DivisionLevel = (typeof DIVISION_LEVELS)[number];

export const divisionCode = z.string().regex(/^[0-9]{6}[0-9A-Z]{0,6}$/);

export const divisionView = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  level: z.enum(DIVISION_LEVELS),
  parentCode: z.string().nullable(),
  /** The pack in force here today by an adoption of this division's own; null: what is above it decides. */
  packId: z.string().nullable(),
  packFrom: z.string().nullable(),
});
export type DivisionView = z.infer<typeof divisionView>;

export const newDivision = z.object({
  /** The official code; one of our own is made when it is not known yet. */
  code: divisionCode.optional(),
  name: z.string().trim().min(1).max(60),
  parentCode: divisionCode,
});
export type NewDivision = z.infer<typeof newDivision>;

export const divisionParams = z.object({ code: divisionCode });

export const divisionPatch = z.object({
  reason: reasonShape,
  name: z.string().trim().min(1).max(60).optional(),
  /** The official code, once it is known. */
  code: divisionCode.optional(),
});
export type DivisionPatch = z.infer<typeof divisionPatch>;

export const divisionEnd = z.object({ reason: reasonShape });
