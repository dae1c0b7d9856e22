import { creation, route, type Route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { attemptShape, consentInput, consentView, declineInput, phoneApproval } from './consent.schema.ts';
import { addAttempt, approveByPhone, approveConsent, declineConsent, getConsent, listConsents, proposeConsent } from './consent.service.ts';
import { encounterParams } from './hospital.schema.ts';

const tag = 'hospital';

/** Treatment when no one can sign (D7). */
export const consentRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/consents', tag, summary: 'Proposals of this hospital, newest first', answer: listOf(consentView), open: 'person', use: (ctx: CareContext) => listConsents(ctx) }),
  creation({ path: '/consents', tag, summary: 'Propose treatment when no one can sign', body: consentInput, answer: consentView, open: 'person', use: (ctx: CareContext, { body }) => proposeConsent(ctx, body) }),
  route({ method: 'GET', path: '/consents/:id', tag, summary: 'One proposal', params: encounterParams, answer: consentView, open: 'person', use: (ctx: CareContext, { params }) => getConsent(ctx, params.id) }),
  route({ method: 'POST', path: '/consents/:id/attempts', tag, summary: 'One more attempt to reach somebody', params: encounterParams, body: attemptShape, answer: consentView, open: 'person', use: (ctx: CareContext, { params, body }) => addAttempt(ctx, params.id, body) }),
  route({ method: 'POST', path: '/consents/:id/phone', tag, summary: 'Approval by phone in an urgent case', params: encounterParams, body: phoneApproval, answer: consentView, open: 'person', use: (ctx: CareContext, { params, body }) => approveByPhone(ctx, params.id, body) }),
  route({ method: 'POST', path: '/consents/:id/approve', tag, summary: 'Sign it', params: encounterParams, answer: consentView, open: 'person', use: (ctx: CareContext, { params }) => approveConsent(ctx, params.id) }),
  route({ method: 'POST', path: '/consents/:id/decline', tag, summary: 'Return it with a reason', params: encounterParams, body: declineInput, answer: consentView, open: 'person', use: (ctx: CareContext, { params, body }) => declineConsent(ctx, params.id, body.reason) }),
];
