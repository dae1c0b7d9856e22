import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { runInContext, tokenOf, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { writeTable, type SheetToWrite } from '../../platform/documents/writeTable.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { consentPaper } from './consent.paper.ts';
import { getConsent } from './consent.service.ts';
import { isDesk } from './hospital.access.ts';
import { encounterParams } from './hospital.schema.ts';
import { HOSPITAL_SHEET, hospitalSheet } from './places.sheet.ts';
import { listHospitals } from './places.service.ts';
import { registerParams, registerQuery, type RegisterQuery } from './registers.schema.ts';
import { register, registerSheet } from './registers.service.ts';
import { registersText } from './registers.words.text.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Id = z.output<typeof encounterParams>;

/** Files people take away: answers that are no JSON. */
export function bindHospitalFiles(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<CareContext>): void {
  const inside = <T>(request: FastifyRequest, purpose: string, work: (ctx: CareContext) => Promise<T>): Promise<T> =>
    runInContext(machinery, makeContext, { token: tokenOf(request), purpose, writes: true, open: 'person' }, work);
  const sendSheet = async (reply: FastifyReply, sheet: SheetToWrite, fileName: string) =>
    reply.type(XLSX).header('cache-control', 'no-store').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`).send(await writeTable([sheet]));
  app.route({
    method: 'GET', url: '/api/registers/:kind/table.xlsx',
    schema: { tags: ['hospital'], summary: 'A register as a table', params: registerParams, querystring: registerQuery } as never,
    handler: async (request, reply) => {
      const { kind } = request.params as z.output<typeof registerParams>;
      const span = request.query as RegisterQuery;
      const sheet = await inside(request, 'export', async (ctx) => registerSheet({ kind, span, own: isDesk(ctx) }, (await register(ctx, kind, span)).items));
      return sendSheet(reply, sheet, `${registersText[kind].zh}${span.from}.xlsx`);
    },
  });
  app.route({
    method: 'GET', url: '/api/reports/designated-hospitals.xlsx',
    schema: { tags: ['hospital'], summary: 'Designated hospitals and whom to ask for there' } as never,
    handler: async (request, reply) => {
      const { items } = await inside(request, 'export', (ctx) => listHospitals(ctx, { designated: true }));
      return sendSheet(reply, hospitalSheet(items), `${HOSPITAL_SHEET.title}.xlsx`);
    },
  });
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
