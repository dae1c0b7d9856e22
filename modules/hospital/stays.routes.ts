import { creation, route, type Route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { answerBed, askBed, joinBed, listBeds } from './beds.service.ts';
import { encounterParams } from './hospital.schema.ts';
import { bedAnswerInput, bedInput, bedJoin, bedsQuery, bedView, dischargeInput, stayInput, stayView } from './stays.schema.ts';
import { discharge, getStay, writeStay } from './stays.service.ts';

const tag = 'hospital';

/** A bed asked for, a stay, its end and the hand-back. */
export const stayRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/beds', tag, summary: 'Ask a hospital for a bed', body: bedInput, answer: bedView, use: (ctx: CareContext, { body }) => askBed(ctx, body) }),
  route({ method: 'GET', path: '/beds', tag, summary: 'Beds a hospital was asked for, or asked for a household', query: bedsQuery, answer: listOf(bedView), use: (ctx: CareContext, { query }) => listBeds(ctx, query) }),
  route({ method: 'POST', path: '/beds/:id/answer', tag, summary: 'Answer for a bed', params: encounterParams, body: bedAnswerInput, answer: bedView, use: (ctx: CareContext, { params, body }) => answerBed(ctx, params.id, body) }),
  route({ method: 'POST', path: '/beds/:id/join', tag, summary: 'The stay the bed was asked for', params: encounterParams, body: bedJoin, answer: bedView, use: (ctx: CareContext, { params, body }) => joinBed(ctx, params.id, body.encounterId) }),
  route({ method: 'GET', path: '/encounters/:id/stay', tag, summary: 'How a stay goes', params: encounterParams, answer: stayView, use: (ctx: CareContext, { params }) => getStay(ctx, params.id) }),
  route({ method: 'POST', path: '/encounters/:id/stay', tag, summary: 'Write how a stay goes', params: encounterParams, body: stayInput, answer: stayView, use: (ctx: CareContext, { params, body }) => writeStay(ctx, params.id, body) }),
  route({ method: 'POST', path: '/encounters/:id/discharge', tag, summary: 'Discharge, and hand back to the family doctor', params: encounterParams, body: dischargeInput, answer: stayView, use: (ctx: CareContext, { params, body }) => discharge(ctx, params.id, body) }),
];
