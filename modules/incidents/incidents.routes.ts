import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { incidentInput, incidentList, incidentParams, incidentsQuery, incidentView, reportedIncident, voidIncidentInput } from './incidents.schema.ts';
import { listIncidents, reportIncident, voidIncident } from './incidents.service.ts';

const tag = 'incidents';

export const incidentRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/incidents', tag, summary: 'Report a major event of a household', body: incidentInput, answer: reportedIncident, use: (ctx: CareContext, { body }) => reportIncident(ctx, body) }),
  route({ method: 'GET', path: '/incidents', tag, summary: 'Major events of a household, newest first', query: incidentsQuery, answer: incidentList, use: (ctx: CareContext, { query }) => listIncidents(ctx, query) }),
  route({ method: 'POST', path: '/incidents/:id/void', tag, summary: 'Void one reported by mistake', params: incidentParams, body: voidIncidentInput, answer: incidentView, use: (ctx: CareContext, { params, body }) => voidIncident(ctx, params.id, body.reason) }),
];
