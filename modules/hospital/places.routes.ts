import { creation, route, type Route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { encounterParams } from './hospital.schema.ts';
import { deskContactChange, deskContactInput, designationInput, hospitalChange, hospitalInput, hospitalsQuery, hospitalView, spellEnd } from './places.schema.ts';
import { addDeskContact, addHospital, changeDeskContact, changeHospital, designate, endDeskContact, endDesignation, listHospitals } from './places.service.ts';

const tag = 'hospital';

/** Which hospitals there are, which are designated, and who is asked for there. */
export const placeRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/hospitals', tag, summary: 'Hospitals, their designation and desk contacts', query: hospitalsQuery, answer: listOf(hospitalView), use: (ctx: CareContext, { query }) => listHospitals(ctx, query) }),
  creation({ path: '/hospitals', tag, summary: 'Add a hospital', body: hospitalInput, answer: hospitalView, use: (ctx: CareContext, { body }) => addHospital(ctx, body) }),
  route({ method: 'PATCH', path: '/hospitals/:id', tag, summary: 'Change a hospital', params: encounterParams, body: hospitalChange, answer: hospitalView, use: (ctx: CareContext, { params, body }) => changeHospital(ctx, params.id, body) }),
  creation({ path: '/designations', tag, summary: 'Designate a hospital', body: designationInput, answer: hospitalView, use: (ctx: CareContext, { body }) => designate(ctx, body) }),
  route({ method: 'POST', path: '/designations/:id/end', tag, summary: 'End a designation', params: encounterParams, body: spellEnd, answer: hospitalView, use: (ctx: CareContext, { params, body }) => endDesignation(ctx, params.id, body) }),
  creation({ path: '/desk-contacts', tag, summary: 'Name whom to ask for at a hospital', body: deskContactInput, answer: hospitalView, use: (ctx: CareContext, { body }) => addDeskContact(ctx, body) }),
  route({ method: 'PATCH', path: '/desk-contacts/:id', tag, summary: 'Change a desk contact', params: encounterParams, body: deskContactChange, answer: hospitalView, use: (ctx: CareContext, { params, body }) => changeDeskContact(ctx, params.id, body) }),
  route({ method: 'POST', path: '/desk-contacts/:id/end', tag, summary: 'End a desk contact', params: encounterParams, body: spellEnd, answer: hospitalView, use: (ctx: CareContext, { params, body }) => endDeskContact(ctx, params.id, body) }),
];
