import type { Context } from '../../platform/context.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { listOf } from '../../platform/http/shapes.schema.ts';
import { packLine, packParams, packQuery, packView } from './packs.schema.ts';
import { listPacks, readPack } from './packs.service.ts';

const tag = 'policies';

export const policyRoutes: readonly Route<Context>[] = [
  route({ method: 'GET', path: '/packs', tag, summary: 'Policies the program knows', answer: listOf(packLine), use: listPacks }),
  route({ method: 'GET', path: '/packs/:id', tag, summary: 'What one policy asks on a day, with its articles', params: packParams, query: packQuery, answer: packView, use: (ctx: Context, { params, query }) => readPack(ctx, params.id, query.on) }),
];
