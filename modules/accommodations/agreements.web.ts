import { useList, useWrite } from '../../platform/ui/index.web.ts';
import type { AccommodationView } from './accommodations.schema.ts';

/** Answers that an agreement changes: duties follow it. */
const AFTER_AGREEMENT = [
  '/api/accommodations', '/api/households/{id}', '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/history',
  '/api/households', '/api/duties', '/api/coverage',
] as const;

/** Agreements of one household, the refused and ended ones among them. */
export const useAgreements = (householdId: string) => useList<AccommodationView>('/api/accommodations', { query: { household: householdId, limit: 200 } });

export function useAgreementWrite<Input>(send: (input: Input) => Promise<AccommodationView>, options: { saved?: string; onDone?: (view: AccommodationView) => void } = {}) {
  return useWrite<Input, AccommodationView>(send, { ...options, refresh: AFTER_AGREEMENT });
}
