import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { runInContext, tokenOf, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { consentPaper } from './consent.paper.ts';
import { getConsent } from './consent.service.ts';
import { encounterParams } from './hospital.schema.ts';

type Id = z.output<typeof encounterParams>;

/** Files people take away: answers that are no JSON. */
export function bindHospitalFiles(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<CareContext>): void {
  app.route({
    method: 'GET', url: '/api/consents/:id/record.pdf',
    schema: { tags: ['hospital'], summary: 'The record of one proposal, for printing', params: encounterParams } as never,
    handler: async (request, reply) => {
      const { id } = request.params as Id;
      const one = await runInContext(machinery, makeContext, { token: tokenOf(request), purpose: 'print', writes: false, open: 'person' }, (ctx) => getConsent(ctx, id));
      // Set after the transaction is over: a printer in no hurry holds no connection.
      const { pdf } = await renderPapers(consentPaper(one));
      return reply.type('application/pdf').header('cache-control', 'no-store').header('content-disposition', 'inline; filename="record.pdf"').send(pdf);
    },
  });
}
