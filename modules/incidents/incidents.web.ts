import { api, useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { IncidentView } from './incidents.schema.ts';

/** Answers that an incident changes. */
export const AFTER_INCIDENT = [
  '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/history', '/api/households/{id}', '/api/households', '/api/duties', '/api/coverage', '/api/incidents',
] as const;

// A household has a handful in all its years; only the newest are ever voided.
const ASKED = 50;

/** A household's urgent matters; not asked for while its story has none. */
export const useIncidents = (household: string, enabled: boolean) => useRead<{ items: IncidentView[] }>('/api/incidents', { query: { household, limit: ASKED } }, { enabled });

/** Voids one that was reported by mistake. */
export function useVoidIncident(onDone: () => void) {
  return useWrite(
    ({ id, reason }: { id: string; reason: string }) => api.post<IncidentView>('/api/incidents/{id}/void', { path: { id }, body: { reason } }), { refresh: AFTER_INCIDENT, onDone },
  );
}
