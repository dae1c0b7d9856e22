import type { Context } from '../../platform/context.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import { divisionView, newDivision } from './divisions.schema.ts';
import { createDivision, listDivisions } from './divisions.service.ts';

export const divisionRoutes: readonly Route<Context>[] = [
  route({ method: 'GET', path: '/divisions', tag: 'divisions', summary: 'The county, its townships and villages', answer: listOf(divisionView), use: listDivisions }),
  route({ method: 'POST', path: '/divisions', tag: 'divisions', summary: 'Add a township or village', body: newDivision, answer: divisionView, use: (ctx, { body }) => createDivision(ctx, body) }),
];
