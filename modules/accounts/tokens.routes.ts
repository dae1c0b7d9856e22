import type { Context } from '../../platform/context.ts';
import { creation, type Route, route } from '../../platform/http/route.ts';
import { listOf, okShape } from '../../platform/http/shapes.schema.ts';
import { createdToken, tokenInput, tokenLine, tokenParams } from './tokens.schema.ts';
import { createToken, listTokens, revokeToken } from './tokens.service.ts';

const tag = 'session';

export const tokenRoutes: readonly Route<Context>[] = [
  creation({ path: '/tokens', tag, summary: 'A token for a program, shown once', open: 'person', body: tokenInput, answer: createdToken, use: (ctx: Context, { body }) => createToken(ctx, body) }),
  route({ method: 'GET', path: '/tokens', tag, summary: 'One\'s own tokens', open: 'person', answer: listOf(tokenLine), use: (ctx: Context) => listTokens(ctx) }),
  route({ method: 'DELETE', path: '/tokens/:id', tag, summary: 'End one of them', open: 'person', params: tokenParams, answer: okShape, use: (ctx: Context, { params }) => revokeToken(ctx, params.id) }),
];
