import { route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { careMembers, careMembersQuery } from './care.schema.ts';
import { channelAnswer, channelQuery, coverageAsked, coverageQuery } from './coverage.schema.ts';
import { coverageAskedFor, coverageHospitals, coverageMembers } from './coverage.service.ts';

export const coverageRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/coverage', tag: 'coverage', summary: 'Coverage and fulfilment of a division', query: coverageQuery, answer: coverageAsked, use: (ctx: CareContext, { query }) => coverageAskedFor(ctx, query) }),
  route({ method: 'GET', path: '/coverage/members', tag: 'coverage', summary: 'The members behind a figure of coverage 2 or 3', query: careMembersQuery, answer: careMembers, use: (ctx: CareContext, { query }) => coverageMembers(ctx, query) }),
  route({ method: 'GET', path: '/coverage/hospitals', tag: 'coverage', summary: 'Hospitals that are to open the channel, and what each lacks', query: channelQuery, answer: channelAnswer, use: (ctx: CareContext, { query }) => coverageHospitals(ctx, query) }),
];
