import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import {
  accommodationInput, accommodationList, accommodationParams, accommodationsQuery, accommodationView, endAccommodationInput, refuseInput, reviewInput,
} from './accommodations.schema.ts';
import {
  approveAccommodation, askAccommodation, endAccommodation, listAccommodations, refuseAccommodation, reviewAccommodation,
} from './accommodations.service.ts';

const tag = 'accommodations';
const one = { method: 'POST', tag, params: accommodationParams, answer: accommodationView } as const;

export const accommodationRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/accommodations', tag, summary: 'Ask for an agreed change of a household\'s duties', body: accommodationInput, answer: accommodationView, use: (ctx: CareContext, { body }) => askAccommodation(ctx, body) }),
  route({ method: 'GET', path: '/accommodations', tag, summary: 'Agreements of a household or a territory', query: accommodationsQuery, answer: accommodationList, use: (ctx: CareContext, { query }) => listAccommodations(ctx, query) }),
  route({ ...one, path: '/accommodations/:id/approve', summary: 'Approve; never by a contact it relieves', use: (ctx: CareContext, { params }) => approveAccommodation(ctx, params.id) }),
  route({ ...one, path: '/accommodations/:id/refuse', summary: 'Refuse, with the reason', body: refuseInput, use: (ctx: CareContext, { params, body }) => refuseAccommodation(ctx, params.id, body.reason) }),
  route({ ...one, path: '/accommodations/:id/end', summary: 'End one that is in force', body: endAccommodationInput, use: (ctx: CareContext, { params, body }) => endAccommodation(ctx, params.id, body) }),
  route({ ...one, path: '/accommodations/:id/review', summary: 'The family was asked whether it still suits', body: reviewInput, use: (ctx: CareContext, { params, body }) => reviewAccommodation(ctx, params.id, body) }),
];
