import type { Early } from '../../platform/context.ts';
import type { Lot } from '../../platform/http/lot.ts';
import { creation, route, type Route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { recordInLot } from './visits.lots.ts';
import { recordedVisit, visitInput, visitParams, visitsQuery, visitView, voidInput } from './visits.schema.ts';
import { askForVisit, declineVisit, listVisits, recordVisit, voidVisit } from './visits.service.ts';

const tag = 'visits';

export const visitRoutes: readonly Route<CareContext>[] = [
  creation({
    path: '/visits', tag, summary: 'Record one contact with a household', body: visitInput, answer: recordedVisit,
    ahead: (early: Early<CareContext>, { body }) => askForVisit(early, body), use: (ctx: CareContext, { body }, found) => recordVisit(ctx, body, found),
    inLot: (lot: Lot<CareContext>, { body }) => recordInLot(lot, body),
  }),
  route({ method: 'GET', path: '/visits', tag, summary: 'Visits of a household, newest first', query: visitsQuery, answer: listOf(visitView), use: (ctx: CareContext, { query }) => listVisits(ctx, query) }),
  route({ method: 'POST', path: '/visits/:id/void', tag, summary: 'Void a visit entered by mistake', params: visitParams, body: voidInput, answer: visitView, use: (ctx: CareContext, { params, body }) => voidVisit(ctx, params.id, body.reason) }),
  route({ method: 'POST', path: '/visits/:id/decline', tag, summary: 'I was not there', params: visitParams, answer: visitView, use: (ctx: CareContext, { params }) => declineVisit(ctx, params.id) }),
];
