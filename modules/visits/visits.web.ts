import { api, useWrite } from '../../platform/ui/index.web.ts';
import type { RecordedVisit, VisitView } from './visits.schema.ts';

/** Answers about one household that a visit changes, and the lists and figures made of them. */
export const AFTER_VISIT = [
  '/api/households/{id}', '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/contacts', '/api/households/{id}/history',
  '/api/households', '/api/duties', '/api/coverage', '/api/contacts/to-tell', '/api/visits',
] as const;

/** Records one contact and answers what it counted for. */
export function useRecordVisit(onDone: (recorded: RecordedVisit) => void) {
  return useWrite((body: Record<string, unknown>) => api.post<RecordedVisit>('/api/visits', { body }), { refresh: AFTER_VISIT, saved: false, onDone });
}

/** Voids a visit; the answer is the record as it stands, marked. */
export function useVoidVisit(onDone: (visit: VisitView) => void) {
  return useWrite(
    ({ id, reason }: { id: string; reason: string }) => api.post<VisitView>('/api/visits/{id}/void', { path: { id }, body: { reason } }),
    { refresh: AFTER_VISIT, onDone },
  );
}

/** 「我没去」: takes back the reader's own part in a visit, and nothing else. */
export function useDeclineVisit() {
  return useWrite((id: string) => api.post<VisitView>('/api/visits/{id}/decline', { path: { id } }), { refresh: AFTER_VISIT });
}
