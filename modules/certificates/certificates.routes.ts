import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import {
  bulkAnswer, bulkInput, certificateInput, certificateList, certificateParams, certificatesQuery, certificateView, deliverInput, endInput, followInput,
} from './certificates.schema.ts';
import { deliverCertificate, endCertificate, followCertificate, issueCertificate, issueMany, listCertificates } from './certificates.service.ts';

const tag = 'certificates';

export const certificateRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/certificates', tag, summary: 'Issue a certificate', body: certificateInput, answer: certificateView, use: (ctx: CareContext, { body }) => issueCertificate(ctx, body) }),
  route({ method: 'POST', path: '/certificates/bulk', tag, summary: 'Issue many, each answered by itself', body: bulkInput, answer: bulkAnswer, use: (ctx: CareContext, { body }) => issueMany(ctx, body) }),
  route({ method: 'GET', path: '/certificates', tag, summary: 'Certificates of a household or a place, newest first', query: certificatesQuery, answer: certificateList, use: (ctx: CareContext, { query }) => listCertificates(ctx, query) }),
  creation({ path: '/certificates/:id/follow', tag, summary: 'Put a new one in the place of one that is wrong, worn or lost', params: certificateParams, body: followInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => followCertificate(ctx, params.id, body) }),
  route({ method: 'POST', path: '/certificates/:id/end', tag, summary: 'End one for good', params: certificateParams, body: endInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => endCertificate(ctx, params.id, body) }),
  route({ method: 'POST', path: '/certificates/:id/deliver', tag, summary: 'The holder has it in hand', params: certificateParams, body: deliverInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => deliverCertificate(ctx, params.id, body.day) }),
];
