import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { type Machinery, runInContext, SESSION_COOKIE, tokenOf } from '../../platform/http/kernel.ts';
import { problemBody } from '../../platform/http/problems.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { listOf, okShape } from '../../platform/http/shapes.schema.ts';
import { preferencesInput, sessionLine, sessionParams, sessionView, signInInput } from './accounts.session.schema.ts';
import { describeSession, endSession, listSessions, setPreferences, signIn, signOut } from './accounts.session.ts';

export const sessionRoutes: readonly Route<Context>[] = [
  route({ method: 'GET', path: '/session', tag: 'session', summary: 'Who is signed in', open: 'early', answer: sessionView, use: describeSession }),
  route({ method: 'GET', path: '/sessions', tag: 'session', summary: 'Where this account is signed in', open: 'person', answer: listOf(sessionLine), use: listSessions }),
  route({ method: 'DELETE', path: '/sessions/:id', tag: 'session', summary: 'End one of them', open: 'person', params: sessionParams, answer: okShape, use: (ctx, { params }) => endSession(ctx, params.id) }),
  route({ method: 'PATCH', path: '/account', tag: 'session', summary: 'Language and text size', open: 'personEarly', body: preferencesInput, answer: sessionView, use: (ctx, { body }) => setPreferences(ctx, body) }),
];

// An office behind one address may have forty people signing in at eight; a guesser wants thousands.
const SIGN_INS_PER_MINUTE = 300;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Signing in and out stand outside the table: they are the only routes without a session. */
export function bindSignIn(app: FastifyInstance, machinery: Machinery): void {
  const schema = { tags: ['session'], response: { 200: sessionView, default: problemBody } };
  app.route({
    method: 'POST', url: '/api/session',
    schema: { ...schema, summary: 'Sign in', body: signInInput } as never,
    config: { rateLimit: { max: SIGN_INS_PER_MINUTE, timeWindow: '1 minute', keyGenerator: (request: FastifyRequest) => `sign-in ${request.ip}` } },
    handler: async (request, reply) => {
      const { username, password, otp } = request.body as z.output<typeof signInInput>;
      const { token } = await signIn(machinery, { username, password, otp, address: request.ip, agent: request.headers['user-agent'] ?? '', local: isLocal(request) });
      setCookie(request, reply, token);
      return runInContext(machinery, (ctx) => ctx, { token, purpose: '', writes: false, open: 'early' }, describeSession);
    },
  });
  app.route({
    method: 'DELETE', url: '/api/session',
    schema: { tags: ['session'], summary: 'Sign out', response: { 200: okShape, default: problemBody } } as never,
    handler: async (request, reply) => {
      await signOut(machinery.db, tokenOf(request));
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { ok: true };
    },
  });
}

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' });
}

/** From this machine, by its own name, and not handed on by a proxy that stands on it. */
function isLocal(request: FastifyRequest): boolean {
  const { headers } = request;
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return !forwarded && LOOPBACK.test(request.socket.remoteAddress ?? '') && ['localhost', '127.0.0.1', '[::1]'].includes(host);
}
