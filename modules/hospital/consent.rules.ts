import type { ConsentState } from './consent.schema.ts';

export interface Decided {
  readonly approvedAt: Date | null;
  readonly phoneApprovedAt: Date | null;
  readonly declinedAt: Date | null;
}

/** Where a proposal stands. None of these holds care up: the doctor acts on the patient's need, the record follows (D7). */
export function consentState({ approvedAt, phoneApprovedAt, declinedAt }: Decided): ConsentState {
  if (approvedAt !== null) return 'approved';
  if (declinedAt !== null) return 'declined';
  return phoneApprovedAt === null ? 'proposed' : 'phoneApproved';
}
