import { z } from 'zod';
import { clauseShape, dayShape, flagQuery, textShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { CARE_KINDS } from '../policies/care.schema.ts';
import { WAIVER_REFUSALS } from './hospital.schema.ts';

export const REGISTERS = ['outpatients', 'inpatients', 'waivers'] as const;
export type RegisterKind = (typeof REGISTERS)[number];

export const registerParams = z.object({ kind: z.enum(REGISTERS) });
export const registerQuery = z.object({ from: dayShape, to: dayShape });
export type RegisterQuery = z.output<typeof registerQuery>;

/** One line of any of the three; what does not belong to it is null. A hospital reads masked names, the office full ones. */
export const registerLine = z.object({
  id: z.string(), day: z.string(), name: z.string(), place: z.string().nullable(), hospital: z.string(), kind: z.enum(CARE_KINDS), urgent: z.boolean().nullable(),
  department: z.string().nullable(), companion: z.string().nullable(), admittedOn: z.string().nullable(), dischargedOn: z.string().nullable(),
  benefit: textShape.nullable(), granted: z.boolean().nullable(), refusal: z.enum(WAIVER_REFUSALS).nullable(), amount: z.number().nullable(), clause: clauseShape.nullable(),
  /** What the line opens: the file where the reader is the office, the registration where it is the hospital. */
  household: z.string().nullable(), encounter: z.string(),
});
export type RegisterLine = z.input<typeof registerLine>;
export const registerAnswer = z.object({ items: z.array(registerLine), next: z.null() });

/** Looked up at a desk with nothing registered afterwards: for the office to ask about. */
export const openLook = z.object({
  id: z.string(), at: timeShape, hospital: z.string(), account: z.string(), foundBy: z.enum(['code', 'idNumber']),
  household: z.object({ id: z.string(), name: z.string() }), member: z.object({ id: z.string(), name: z.string() }), division: z.object({ code: z.string(), name: z.string() }),
});
export type OpenLook = z.input<typeof openLook>;
export const looksQuery = z.object({ open: flagQuery });
