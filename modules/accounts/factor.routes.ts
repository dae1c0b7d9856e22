import type { Context } from '../../platform/context.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { accountParams, accountView } from './accounts.schema.ts';
import { factorBegin, factorBegun, factorConfirm, factorConfirmed, factorOff } from './factor.schema.ts';
import { beginFactor, confirmFactor, turnFactorOff } from './factor.service.ts';

export const factorRoutes: readonly Route<Context>[] = [
  route({ method: 'POST', path: '/account/second-factor', tag: 'session', summary: 'Begin to set up one\'s own one-time codes', open: 'person', body: factorBegin, answer: factorBegun, use: (ctx: Context, { body }) => beginFactor(ctx, body) }),
  route({ method: 'POST', path: '/account/second-factor/confirm', tag: 'session', summary: 'Turn them on with the first code; recovery codes, shown once', open: 'person', body: factorConfirm, answer: factorConfirmed, use: (ctx: Context, { body }) => confirmFactor(ctx, body) }),
  route({ method: 'POST', path: '/accounts/:id/second-factor/off', tag: 'accounts', summary: 'Turn the one-time codes of an account off', open: 'person', params: accountParams, body: factorOff, answer: accountView, use: (ctx: Context, { params: { id }, body }) => turnFactorOff(ctx, id, body) }),
];
