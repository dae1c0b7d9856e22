import { creation, type Route, route } from '../../platform/http/route.ts';
import { listOf, okShape } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { adoptionInput, adoptionView } from '../policies/adoptions.schema.ts';
import { adoptPack, listAdoptions } from './adoptions.ts';
import { changeHousehold } from './households.change.ts';
import { createHousehold } from './households.create.ts';
import { readFile } from './households.file.ts';
import { listHouseholds } from './households.list.ts';
import {
  awayEnd, awayInput, childrenInput, confirmInput, flagEnd, flagInput, flagParams, householdFile, householdInput, householdLine, householdParams,
  householdPatch, householdsQuery, markInput, markParams, memberInput, memberParams, memberPatch, revealed, revealInput, serviceEnd, serviceResume,
} from './households.schema.ts';
import { addMember, changeMember, setChildren } from './members.ts';
import { historyQuery, recordsQuery, recordView } from './records.schema.ts';
import { householdHistory, listRecords } from './records.ts';
import { reveal } from './reveal.ts';
import { endService, resumeService } from './service.ts';
import { addAway, addFlag, confirmFile, endAway, endFlag, resolveMark } from './spells.ts';
import { suggest } from './suggest.ts';
import { suggestion, suggestQuery } from './suggest.schema.ts';
import { deleteView, listViews, saveView } from './views.ts';
import { newView, savedView, viewParams } from './views.schema.ts';

const tag = 'households';
const file = { tag, answer: householdFile } as const;
const one = { ...file, params: householdParams } as const;

const fileRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/households', tag, summary: 'Households one may see, by place', query: householdsQuery, answer: listOf(householdLine), use: (ctx: CareContext, { query }) => listHouseholds(ctx, query) }),
  creation({ ...file, path: '/households', summary: 'Open a file', body: householdInput, use: (ctx: CareContext, { body }) => createHousehold(ctx, body) }),
  route({ ...one, method: 'GET', path: '/households/:id', summary: 'One household, one file', use: (ctx: CareContext, { params }) => readFile(ctx, params.id) }),
  route({ ...one, method: 'PATCH', path: '/households/:id', summary: 'Change a file, or move the household', body: householdPatch, use: (ctx: CareContext, { params, body }) => changeHousehold(ctx, params.id, body) }),
  route({ ...one, method: 'POST', path: '/households/:id/reveal', summary: 'Show one sealed value, with a purpose', answer: revealed, body: revealInput, use: (ctx: CareContext, { params, body }) => reveal(ctx, params.id, body) }),
  creation({ ...one, path: '/households/:id/members', summary: 'Add a member', body: memberInput, use: (ctx: CareContext, { params, body }) => addMember(ctx, params.id, body) }),
  route({ ...file, method: 'PATCH', path: '/households/:id/members/:memberId', summary: 'Change a member', params: memberParams, body: memberPatch, use: (ctx: CareContext, { params, body }) => changeMember(ctx, params.id, params.memberId, body) }),
  route({ ...one, method: 'PUT', path: '/households/:id/children', summary: 'Set what is known of the children', body: childrenInput, use: (ctx: CareContext, { params, body }) => setChildren(ctx, params.id, body) }),
  creation({ ...one, path: '/households/:id/flags', summary: 'Put the household or a member on a list', body: flagInput, use: (ctx: CareContext, { params, body }) => addFlag(ctx, params.id, body) }),
  route({ ...file, method: 'POST', path: '/households/:id/flags/:flagId/end', summary: 'Take it off the list', params: flagParams, body: flagEnd, use: (ctx: CareContext, { params, body }) => endFlag(ctx, params.id, params.flagId, body) }),
  route({ ...one, method: 'POST', path: '/households/:id/confirm', summary: 'The file was checked and is still right', body: confirmInput, use: (ctx: CareContext, { params, body }) => confirmFile(ctx, params.id, body) }),
  route({ ...file, method: 'POST', path: '/households/:id/marks/:code/resolve', summary: 'A warning of an import was looked into', params: markParams, body: markInput, use: (ctx: CareContext, { params, body }) => resolveMark(ctx, params.id, params.code, body) }),
  route({ ...one, method: 'POST', path: '/households/:id/end-service', summary: 'No longer served from the day after', body: serviceEnd, use: (ctx: CareContext, { params, body }) => endService(ctx, params.id, body) }),
  creation({ ...one, path: '/households/:id/resume-service', summary: 'Served again', body: serviceResume, use: (ctx: CareContext, { params, body }) => resumeService(ctx, params.id, body) }),
  creation({ ...file, path: '/aways', summary: 'The household lives elsewhere', body: awayInput, use: (ctx: CareContext, { body }) => addAway(ctx, body) }),
  route({ ...file, method: 'POST', path: '/aways/:id/end', summary: 'The household is back', params: householdParams, body: awayEnd, use: (ctx: CareContext, { params, body }) => endAway(ctx, params.id, body) }),
];

const recordRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/records', tag: 'records', summary: 'Who looked at and who changed what', query: recordsQuery, answer: listOf(recordView), use: (ctx: CareContext, { query }) => listRecords(ctx, query) }),
  route({ method: 'GET', path: '/households/:id/history', tag: 'records', summary: 'The same for one household', params: householdParams, query: historyQuery, answer: listOf(recordView), use: (ctx: CareContext, { params, query }) => householdHistory(ctx, params.id, query) }),
];

const deskRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/suggest', tag, summary: 'What the search box offers', query: suggestQuery, answer: listOf(suggestion), use: (ctx: CareContext, { query }) => suggest(ctx, query) }),
  route({ method: 'GET', path: '/views', tag, summary: 'My saved filters', answer: listOf(savedView), use: (ctx: CareContext) => listViews(ctx) }),
  creation({ path: '/views', tag, summary: 'Save a filter', body: newView, answer: savedView, use: (ctx: CareContext, { body }) => saveView(ctx, body) }),
  route({ method: 'DELETE', path: '/views/:id', tag, summary: 'Forget a filter', params: viewParams, answer: okShape, use: (ctx: CareContext, { params }) => deleteView(ctx, params.id) }),
  route({ method: 'GET', path: '/adoptions', tag: 'policies', summary: 'Which pack is in force where', answer: listOf(adoptionView), use: (ctx: CareContext) => listAdoptions(ctx) }),
  creation({ path: '/adoptions', tag: 'policies', summary: 'A place begins to live under a pack', body: adoptionInput, answer: adoptionView, use: (ctx: CareContext, { body }) => adoptPack(ctx, body) }),
];

export const householdRoutes: readonly Route<CareContext>[] = [...fileRoutes, ...recordRoutes, ...deskRoutes];
