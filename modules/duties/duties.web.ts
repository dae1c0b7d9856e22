import { api, newId, useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { ExplainedDuty } from './duties.schema.ts';

/** Answers that a decision about one duty makes old. */
const AFTER_DECISION = ['/api/duties', '/api/households/{id}/duties', '/api/households/{id}/timeline', '/api/households', '/api/coverage', '/api/contacts/to-tell'] as const;

/** The office decides that one duty need not be done, and why; sent twice it is decided once. */
export function useExcuse(dutyId: string, options: Omit<WriteOptions<ExplainedDuty>, 'refresh'> = {}) {
  return useWrite<string, ExplainedDuty>(
    (reason) => api.post<ExplainedDuty>('/api/duties/{id}/excuse', { path: { id: dutyId }, body: { id: newId(), reason } }),
    { ...options, refresh: AFTER_DECISION },
  );
}
