import { z } from 'zod';
import { clauseShape, idShape, reasonShape, textShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { PROCEDURES } from '../policies/care.schema.ts';

const when = z.iso.datetime({ offset: true });

/** One attempt to reach the patient's relatives, or to ask the patient. */
export const attemptShape = z.object({
  at: when, whom: z.string().trim().min(1).max(60), how: z.string().trim().max(60).default(''), result: z.string().trim().min(1).max(200),
});
export type Attempt = z.output<typeof attemptShape>;

export const consentInput = z.object({
  id: idShape, encounterId: idShape, procedure: z.enum(PROCEDURES), urgent: z.boolean().default(false),
  /** What is proposed and why, in the attending doctor's words. Sealed. */
  proposal: z.string().trim().min(2).max(2000),
  /** The attending doctor, by name: most have no account. */
  proposer: z.string().trim().min(1).max(40),
  proposedAt: when.optional(),
  attempts: z.array(attemptShape).max(20).default([]),
});
export type ConsentInput = z.output<typeof consentInput>;

/** By phone: written first, signed later; for urgent cases alone. */
export const phoneApproval = z.object({ approver: z.string().trim().min(1).max(40), at: when.optional() });
export const declineInput = z.object({ reason: reasonShape });

export const CONSENT_STATES = ['proposed', 'phoneApproved', 'approved', 'declined'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

export const consentView = z.object({
  id: z.string(), encounterId: z.string(), name: z.string(), hospital: z.string(), procedure: z.enum(PROCEDURES), urgent: z.boolean(), proposal: z.string(), proposer: z.string(),
  proposedAt: timeShape, attempts: z.array(attemptShape),
  phone: z.object({ approver: z.string(), at: timeShape }).nullable(),
  approval: z.object({ approver: z.string(), at: timeShape }).nullable(),
  declined: z.object({ at: timeShape, reason: z.string() }).nullable(),
  state: z.enum(CONSENT_STATES),
  /** What the member's region says of this procedure; null: nothing, so that the hospital's own rule holds. */
  rule: z.object({ title: textShape, proposer: textShape, approver: textShape, atOnce: z.boolean(), clause: clauseShape }).nullable(),
});
export type ConsentView = z.input<typeof consentView>;
