import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { runInContext, tokenOf, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { problemBody } from '../../platform/http/problems.ts';
import { creation, route, type Route } from '../../platform/http/route.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { encounterParams } from './hospital.schema.ts';
import { memberListPapers } from './memberList.paper.ts';
import { printMemberList } from './memberList.print.ts';
import { memberListApproval, memberListInput, memberListPrint, memberListReason, memberLists, memberListView } from './memberList.schema.ts';
import { approveMemberList, askMemberList, refuseMemberList, withdrawMemberList } from './memberList.service.ts';
import { listMemberLists } from './memberList.view.ts';

const tag = 'hospital';

/** Printed lists of members: asked for, decided by somebody else, printed while the approval lasts (D9). */
export const memberListRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/member-lists', tag, summary: 'Printed lists asked for, of this county or for this hospital', answer: memberLists, open: 'person', use: (ctx: CareContext) => listMemberLists(ctx) }),
  creation({ path: '/member-lists', tag, summary: 'Ask for a printed list', body: memberListInput, answer: memberListView, open: 'person', use: (ctx: CareContext, { body }) => askMemberList(ctx, body) }),
  route({ method: 'POST', path: '/member-lists/:id/approve', tag, summary: 'Allow a list to be printed for some days', params: encounterParams, body: memberListApproval, answer: memberListView, open: 'person', use: (ctx: CareContext, { params, body }) => approveMemberList(ctx, params.id, body) }),
  route({ method: 'POST', path: '/member-lists/:id/refuse', tag, summary: 'Refuse it with a reason', params: encounterParams, body: memberListReason, answer: memberListView, open: 'person', use: (ctx: CareContext, { params, body }) => refuseMemberList(ctx, params.id, body.reason) }),
  route({ method: 'POST', path: '/member-lists/:id/withdraw', tag, summary: 'Take a request or an approval back', params: encounterParams, body: memberListReason, answer: memberListView, open: 'person', use: (ctx: CareContext, { params, body }) => withdrawMemberList(ctx, params.id, body.reason) }),
];

/** The paper itself: counted and recorded in one transaction, set when that is over, so that a slow printer holds no connection. */
export function bindMemberLists(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<CareContext>): void {
  app.route({
    method: 'POST', url: '/api/member-lists/:id/print',
    schema: { tags: [tag], summary: 'One copy of an approved list as PDF', params: encounterParams, body: memberListPrint, response: { default: problemBody } } as never,
    handler: async (request, reply) => {
      const { id } = request.params as z.output<typeof encounterParams>;
      const { id: printId } = request.body as z.output<typeof memberListPrint>;
      const session = { token: tokenOf(request), purpose: 'print', writes: true, open: 'person' as const };
      const printed = await runInContext(machinery, makeContext, session, (ctx) => printMemberList(ctx, id, printId));
      const { pdf, pages, missing } = await renderPapers(memberListPapers(printed));
      return reply.type('application/pdf').headers({
        'cache-control': 'no-store', 'content-disposition': 'inline; filename="list.pdf"', 'x-pages': String(pages), 'x-copy': String(printed.copy),
        'x-missing': encodeURIComponent(missing.join('')),
      }).send(pdf);
    },
  });
}
