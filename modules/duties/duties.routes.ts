import { route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { dutyParams, excuseInput, explainedDuty, householdDuties, householdParams, periodQuery, worklistAnswer, worklistQuery } from './duties.schema.ts';
import { timelineAnswer, timelineParams, timelineQuery } from './timeline.schema.ts';
import { timelineOf } from './timeline.service.ts';
import { excuseDuty, explainHousehold, listDuties } from './duties.service.ts';

const tag = 'duties';

export const dutyRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/duties', tag, summary: 'The worklist', query: worklistQuery, answer: worklistAnswer, use: (ctx: CareContext, { query }) => listDuties(ctx, query) }),
  route({ method: 'GET', path: '/households/:id/duties', tag, summary: 'What is owed to one household, and why', params: householdParams, query: periodQuery, answer: householdDuties, use: (ctx: CareContext, { params, query }) => explainHousehold(ctx, params.id, query) }),
  route({ method: 'GET', path: '/households/:id/timeline', tag, summary: 'All that happened to one household', params: timelineParams, query: timelineQuery, answer: timelineAnswer, use: (ctx: CareContext, { params, query }) => timelineOf(ctx, params.id, query) }),
  route({ method: 'POST', path: '/duties/:id/excuse', tag, summary: 'Decide that one duty need not be done', params: dutyParams, body: excuseInput, answer: explainedDuty, use: (ctx: CareContext, { params, body }) => excuseDuty(ctx, params.id, body) }),
];
