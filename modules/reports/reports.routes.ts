import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { runInContext, tokenOf, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { pairingLedger } from './ledger.service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ledgerQuery = z.object({ division: divisionCode });

/** Files people take away: answers that are no JSON. */
export function bindReports(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<CareContext>): void {
  app.route({
    method: 'GET', url: '/api/reports/huangjin-ledger.xlsx',
    schema: { tags: ['reports'], summary: 'The pairing ledger of a place, as it stands today', querystring: ledgerQuery } as never,
    handler: async (request, reply) => {
      const { division } = request.query as z.output<typeof ledgerQuery>;
      const { bytes, fileName } = await runInContext(machinery, makeContext, { token: tokenOf(request), purpose: 'export', writes: true }, (ctx) => pairingLedger(ctx, division));
      return reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`).send(bytes);
    },
  });
}
