import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { householdContacts, listToTell, listVacancies, listWorkerLoads } from './contacts.lists.ts';
import {
  assignmentAnswer, assignmentInput, assignmentView, byId, endInput, handoverAnswer, handoverInput, householdContacts as householdContactsShape,
  territoryInput, territoryList, territoryQuery, territoryView, toTellList, toTellQuery, vacancies, vacanciesQuery, workerLoads, workersQuery,
} from './contacts.schema.ts';
import { assignContact, endContact, handOver } from './contacts.service.ts';
import { assignTerritory, endTerritory, listTerritoryAssignments } from './contacts.territory.ts';

const tag = 'contacts';

export const contactRoutes: readonly Route<CareContext>[] = [
  creation({ path: '/assignments', tag, summary: 'Name a worker as contact of a household', body: assignmentInput, answer: assignmentAnswer, use: (ctx: CareContext, { body }) => assignContact(ctx, body) }),
  route({ method: 'POST', path: '/assignments/:id/end', tag, summary: 'End an assignment without a successor', params: byId, body: endInput, answer: assignmentView, use: (ctx: CareContext, { params, body }) => endContact(ctx, params.id, body) }),
  creation({ path: '/handovers', tag, summary: 'Hand over one household, several, or a whole post', body: handoverInput, answer: handoverAnswer, use: (ctx: CareContext, { body }) => handOver(ctx, body) }),
  creation({ path: '/territory-assignments', tag, summary: 'One worker takes a role for every household of a division', body: territoryInput, answer: territoryView, use: (ctx: CareContext, { body }) => assignTerritory(ctx, body) }),
  route({ method: 'GET', path: '/territory-assignments', tag, summary: 'Roles held for whole divisions', query: territoryQuery, answer: territoryList, use: (ctx: CareContext, { query }) => listTerritoryAssignments(ctx, query.division) }),
  route({ method: 'POST', path: '/territory-assignments/:id/end', tag, summary: 'End one of them', params: byId, body: endInput, answer: territoryView, use: (ctx: CareContext, { params, body }) => endTerritory(ctx, params.id, body) }),
  route({ method: 'GET', path: '/households/:id/contacts', tag, summary: 'Who cares for a household, what is vacant, and whether its card is current', params: byId, answer: householdContactsShape, use: (ctx: CareContext, { params }) => householdContacts(ctx, params.id) }),
  route({ method: 'GET', path: '/contacts/workers', tag, summary: 'Workers with the number of households in each role', query: workersQuery, answer: workerLoads, use: (ctx: CareContext, { query }) => listWorkerLoads(ctx, query) }),
  route({ method: 'GET', path: '/contacts/vacancies', tag, summary: 'Required roles without a holder', query: vacanciesQuery, answer: vacancies, use: (ctx: CareContext, { query }) => listVacancies(ctx, query) }),
  route({ method: 'GET', path: '/contacts/to-tell', tag, summary: 'Households still to be told of a new contact', query: toTellQuery, answer: toTellList, use: (ctx: CareContext, { query }) => listToTell(ctx, query) }),
];
