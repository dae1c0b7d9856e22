import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import {
  bulkAnswer, bulkInput, certificateFigures as figuresShape, certificateInput, certificateList, certificateParams, certificatesQuery, certificateView, deliverInput, endInput,
  figuresQuery, followInput, keyList, lackingList, lackingQuery, unusedInput, useMembers, useMembersQuery,
} from './certificates.schema.ts';
import { certificateFigures, listKeys, listLacking, membersOfUse } from './certificates.lists.ts';
import { deliverCertificate, endCertificate, followCertificate, issueCertificate, issueMany, listCertificates, noteUnused } from './certificates.service.ts';

const tag = 'certificates';

export const certificateRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/certificates', tag, summary: 'Issue a certificate', body: certificateInput, answer: certificateView, use: (ctx: CareContext, { body }) => issueCertificate(ctx, body) }),
  route({ method: 'POST', path: '/certificates/bulk', tag, summary: 'Issue many, each answered by itself', body: bulkInput, answer: bulkAnswer, use: (ctx: CareContext, { body }) => issueMany(ctx, body) }),
  route({ method: 'GET', path: '/certificates', tag, summary: 'Certificates of a household or a place, newest first', query: certificatesQuery, answer: certificateList, use: (ctx: CareContext, { query }) => listCertificates(ctx, query) }),
  route({ method: 'GET', path: '/certificates/lacking', tag, summary: 'Members who lack a certificate the office owes them', query: lackingQuery, answer: lackingList, use: (ctx: CareContext, { query }) => listLacking(ctx, query) }),
  route({ method: 'GET', path: '/certificates/key', tag, summary: 'Public keys with which a code is checked offline', answer: keyList, use: (ctx: CareContext) => listKeys(ctx) }),
  route({ method: 'GET', path: '/certificates/figures', tag, summary: 'Holders, use and money not charged', query: figuresQuery, answer: figuresShape, use: (ctx: CareContext, { query }) => certificateFigures(ctx, query) }),
  route({ method: 'GET', path: '/certificates/figures/members', tag, summary: 'The members behind one of the figures', query: useMembersQuery, answer: useMembers, use: (ctx: CareContext, { query }) => membersOfUse(ctx, query) }),
  creation({ path: '/certificates/:id/follow', tag, summary: 'Put a new one in the place of one that is wrong, worn or lost', params: certificateParams, body: followInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => followCertificate(ctx, params.id, body) }),
  route({ method: 'POST', path: '/certificates/:id/end', tag, summary: 'End one for good', params: certificateParams, body: endInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => endCertificate(ctx, params.id, body) }),
  route({ method: 'POST', path: '/certificates/:id/deliver', tag, summary: 'The holder has it in hand', params: certificateParams, body: deliverInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => deliverCertificate(ctx, params.id, body.day) }),
  route({ method: 'POST', path: '/certificates/:id/unused', tag, summary: 'Why its holder has never used it', params: certificateParams, body: unusedInput, answer: certificateView, use: (ctx: CareContext, { params, body }) => noteUnused(ctx, params.id, body.why) }),
];
