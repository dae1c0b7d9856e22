import { api, useWrite } from '../../platform/ui/index.web.ts';
import type { RecordedVisit, VisitView } from './visits.schema.ts';

/** Answers about one household that a visit changes, and the lists and figures made of them. */
export const AFTER_VISIT = [
  '/api/households/{id}', '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/contacts', '/api/households/{id}/history',
  '/api/households', '/api/duties', '/api/coverage', '/api/contacts/to-tell', '/api/visits', '/api/services', '/api/health-files',
  '/api/contracts/members', '/api/coverage/members',
] as const;

export type VisitBody = Record<string, unknown>;
export type SendVisit = (body: VisitBody) => Promise<RecordedVisit>;

const sendAlone: SendVisit = (body) => api.post<RecordedVisit>('/api/visits', { body });

/** Records one contact and answers what it counted for. `send`: with what else was filled in; left out, the visit alone. */
export function useRecordVisit(onDone: (recorded: RecordedVisit) => void) {
  return useWrite(({ body, send = sendAlone }: { body: VisitBody; send?: SendVisit }) => send(body), { refresh: AFTER_VISIT, saved: false, onDone });
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
