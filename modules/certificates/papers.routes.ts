import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { runInContext, tokenOf, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { problemBody } from '../../platform/http/problems.ts';
import { creation, route, type Route } from '../../platform/http/route.ts';
import { idShape } from '../../platform/http/shapes.schema.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { gatherRun, recordRun } from './papers.print.ts';
import { deliverPapersInput, householdPapers, papersList, papersQuery, printInput, type PrintInput } from './papers.schema.ts';
import { deliverPapers, getHouseholdPapers, listPapers } from './papers.service.ts';

const tag = 'papers';

export const paperRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/households/:id/papers', tag, summary: 'The four papers of a household as they stand today', params: z.object({ id: idShape }), answer: householdPapers, use: (ctx: CareContext, { params }) => getHouseholdPapers(ctx, params.id) }),
  route({ method: 'GET', path: '/papers', tag, summary: 'Households whose papers are to be made or handed over', query: papersQuery, answer: papersList, use: (ctx: CareContext, { query }) => listPapers(ctx, query) }),
  creation({ path: '/papers/deliver', tag, summary: 'Papers were handed over', body: deliverPapersInput, answer: householdPapers, use: (ctx: CareContext, { body }) => deliverPapers(ctx, body) }),
];

/** The one answer of this module that is no JSON: gathered in one transaction, set while none is open, written down in another once it is there. */
export function bindPapers(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<CareContext>): void {
  app.route({
    method: 'POST', url: '/api/papers',
    schema: { tags: [tag], summary: 'Prints the papers of a place or a household as PDF', body: printInput, response: { default: problemBody } } as never,
    handler: async (request, reply) => {
      const input = request.body as PrintInput;
      const session = { token: tokenOf(request), purpose: 'print', open: 'person' as const };
      const run = await runInContext(machinery, makeContext, { ...session, writes: false }, (ctx) => gatherRun(ctx, input));
      const { pdf, pages, missing } = await renderPapers(run.papers);
      await runInContext(machinery, makeContext, { ...session, writes: true }, (ctx) => recordRun(ctx, input, run));
      return reply.type('application/pdf').headers({
        'cache-control': 'no-store', 'content-disposition': 'inline; filename="papers.pdf"', 'x-papers': String(run.rows.length), 'x-pages': String(pages),
        // Signs no typeface has, for whoever prints to see before the pile is carried out.
        'x-missing': encodeURIComponent(missing.join('')),
      }).send(pdf);
    },
  });
}
