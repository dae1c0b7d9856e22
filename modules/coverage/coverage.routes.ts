import { route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { coverageAnswer, coverageQuery } from './coverage.schema.ts';
import { coverageOf } from './coverage.service.ts';

export const coverageRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/coverage', tag: 'coverage', summary: 'Coverage and fulfilment of a division', query: coverageQuery, answer: coverageAnswer, use: (ctx: CareContext, { query }) => coverageOf(ctx, query) }),
];
