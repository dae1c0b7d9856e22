import type { Context } from '../../platform/context.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { listOf, okShape } from '../../platform/http/shapes.schema.ts';
import { divisionEnd, divisionParams, divisionPatch, divisionView, newDivision } from './divisions.schema.ts';
import { changeDivision, createDivision, endDivision, listDivisions } from './divisions.service.ts';

export const divisionRoutes: readonly Route<Context>[] = [
  route({ method: 'GET', path: '/divisions', tag: 'divisions', summary: 'The county, its townships and villages', answer: listOf(divisionView), use: listDivisions }),
  route({ method: 'POST', path: '/divisions', tag: 'divisions', summary: 'Add a township or village', body: newDivision, answer: divisionView, use: (ctx, { body }) => createDivision(ctx, body) }),
  route({ method: 'PATCH', path: '/divisions/:code', tag: 'divisions', summary: 'Rename a place, or give it its official code', params: divisionParams, body: divisionPatch, answer: divisionView, use: (ctx: Context, { params, body }) => changeDivision(ctx, params.code, body) }),
  route({ method: 'POST', path: '/divisions/:code/end', tag: 'divisions', summary: 'End a place in which nothing is left', params: divisionParams, body: divisionEnd, answer: okShape, use: (ctx: Context, { params, body }) => endDivision(ctx, params.code, body) }),
];
