import { z } from 'zod';
import { dayShape, flagQuery, idShape, reasonShape } from '../../platform/http/shapes.schema.ts';

export const HOSPITAL_LEVELS = ['village', 'township', 'county', 'city', 'province'] as const;
export type HospitalLevel = (typeof HOSPITAL_LEVELS)[number];

const nameShape = z.string().trim().min(2).max(80);
const phoneShape = z.string().trim().regex(/^[0-9+() -]{5,20}$/);

/** Who is asked for at a hospital, and at which window (D1). */
export const deskContactView = z.object({
  id: z.string(), name: z.string(), phone: z.string().nullable(), place: z.string(), inCharge: z.boolean(), fromDay: z.string(), toDay: z.string().nullable(),
});
export const designationView = z.object({ id: z.string(), fromDay: z.string(), toDay: z.string().nullable() });

export const hospitalView = z.object({
  id: z.string(), name: z.string(),
  /** Six-digit code of the county or city it lies in. */
  code: z.string(), level: z.enum(HOSPITAL_LEVELS), public: z.boolean(), endedOn: z.string().nullable(),
  /** This county keeps its name and its accounts. */
  own: z.boolean(),
  designated: z.boolean(),
  designations: z.array(designationView), contacts: z.array(deskContactView),
  /** Accounts at its desks today, whichever county keeps them. */
  desks: z.number().int(),
});
export type HospitalView = z.input<typeof hospitalView>;
export type DeskContactView = z.input<typeof deskContactView>;

export const hospitalsQuery = z.object({ designated: flagQuery });
export const hospitalInput = z.object({ id: idShape, name: nameShape, code: z.string().regex(/^[0-9]{6}$/), level: z.enum(HOSPITAL_LEVELS), public: z.boolean() });
export type HospitalInput = z.output<typeof hospitalInput>;
export const hospitalChange = z.object({ name: nameShape.optional(), level: z.enum(HOSPITAL_LEVELS).optional(), public: z.boolean().optional(), endedOn: dayShape.nullable().optional() });
export type HospitalChange = z.output<typeof hospitalChange>;

export const designationInput = z.object({ id: idShape, hospitalId: idShape, fromDay: dayShape, toDay: dayShape.optional() });
export type DesignationInput = z.output<typeof designationInput>;
export const spellEnd = z.object({ toDay: dayShape, reason: reasonShape });

export const deskContactInput = z.object({
  id: idShape, hospitalId: idShape, name: z.string().trim().min(1).max(40), phone: phoneShape.optional(), place: z.string().trim().max(60).default(''),
  inCharge: z.boolean().default(false), fromDay: dayShape,
});
export type DeskContactInput = z.output<typeof deskContactInput>;
export const deskContactChange = z.object({
  name: z.string().trim().min(1).max(40).optional(), phone: phoneShape.nullable().optional(), place: z.string().trim().max(60).optional(), inCharge: z.boolean().optional(),
});
export type DeskContactChange = z.output<typeof deskContactChange>;
