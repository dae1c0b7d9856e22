import { creation, question, route, type Route } from '../../platform/http/route.ts';
import { idShape, listOf } from '../../platform/http/shapes.schema.ts';
import { z } from 'zod';
import type { CareContext } from '../policies/policies.context.ts';
import { checkAtDesk } from './desk.service.ts';
import { writtenReply } from './desk.written.ts';
import { listEncounters, registerEncounter, voidEncounter } from './encounters.service.ts';
import { getEncounterView } from './encounters.view.ts';
import { deskQuestion, deskReply, encounterInput, encounterParams, encountersQuery, encounterView, voidInput, waiverInput, waiverSum, waiverView } from './hospital.schema.ts';
import { consentRoutes } from './consent.routes.ts';
import { memberListRoutes } from './memberList.routes.ts';
import { placeRoutes } from './places.routes.ts';
import { looksQuery, openLook, registerAnswer, registerParams, registerQuery } from './registers.schema.ts';
import { openLooks, register } from './registers.service.ts';
import { stayRoutes } from './stays.routes.ts';
import { deskHome, urgentInput, urgentJoin, urgentView } from './urgent.schema.ts';
import { deskStart, joinUrgent, registerUrgent } from './urgent.service.ts';
import { askWaiver, priceWaiver, voidWaiver } from './waivers.service.ts';

const tag = 'hospital';
const waiverParams = z.object({ id: idShape, waiverId: idShape });

export const hospitalRoutes: readonly Route<CareContext>[] = [
  question({ path: '/desk/checks', tag, summary: 'What a certificate opens at this desk', body: deskQuestion, answer: deskReply, use: async (ctx, { body }) => writtenReply(await checkAtDesk(ctx, body)) }),
  route({ method: 'GET', path: '/desk', tag, summary: 'What the page of a desk starts with', answer: deskHome, open: 'person', use: (ctx: CareContext) => deskStart(ctx) }),
  creation({ path: '/desk/urgent', tag, summary: 'Register somebody in urgent need, without a look-up', body: urgentInput, answer: urgentView, open: 'person', use: (ctx: CareContext, { body }) => registerUrgent(ctx, body) }),
  route({ method: 'POST', path: '/desk/urgent/:id/join', tag, summary: 'Join it to the registration of the person it was', params: encounterParams, body: urgentJoin, answer: urgentView, use: (ctx: CareContext, { params, body }) => joinUrgent(ctx, params.id, body.encounterId) }),
  creation({ path: '/encounters', tag, summary: 'Register an episode of care', body: encounterInput, answer: encounterView, use: (ctx: CareContext, { body }) => registerEncounter(ctx, body) }),
  route({ method: 'GET', path: '/encounters', tag, summary: 'What a hospital registered, or what a household had', query: encountersQuery, answer: listOf(encounterView), use: (ctx: CareContext, { query }) => listEncounters(ctx, query) }),
  route({ method: 'GET', path: '/encounters/:id', tag, summary: 'One episode of care', params: encounterParams, answer: encounterView, use: (ctx: CareContext, { params }) => getEncounterView(ctx, params.id) }),
  route({ method: 'POST', path: '/encounters/:id/void', tag, summary: 'Void a registration made by mistake', params: encounterParams, body: voidInput, answer: encounterView, use: (ctx: CareContext, { params, body }) => voidEncounter(ctx, params.id, body.reason) }),
  creation({ path: '/waivers', tag, summary: 'Ask for a waiver or an ambulance ride', body: waiverInput, answer: waiverView, use: (ctx: CareContext, { body }) => askWaiver(ctx, body) }),
  route({ method: 'PUT', path: '/encounters/:id/waivers/:waiverId/amount', tag, summary: 'Write what a waiver came to', params: waiverParams, body: waiverSum, answer: waiverView, use: (ctx: CareContext, { params, body }) => priceWaiver(ctx, params.id, params.waiverId, body.amount) }),
  route({ method: 'POST', path: '/encounters/:id/waivers/:waiverId/void', tag, summary: 'Take back a waiver', params: waiverParams, body: voidInput, answer: waiverView, use: (ctx: CareContext, { params, body }) => voidWaiver(ctx, params.id, params.waiverId, body.reason) }),
  ...placeRoutes,
  ...consentRoutes,
  ...stayRoutes,
  ...memberListRoutes,
  route({ method: 'GET', path: '/registers/:kind', tag, summary: 'Outpatients, inpatients or waivers of some days', params: registerParams, query: registerQuery, answer: registerAnswer, use: (ctx: CareContext, { params, query }) => register(ctx, params.kind, query) }),
  route({ method: 'GET', path: '/desk-looks', tag, summary: 'Looked up at a desk, nothing registered', query: looksQuery, answer: listOf(openLook), use: (ctx: CareContext) => openLooks(ctx) }),
];
