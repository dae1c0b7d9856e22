import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Context, Early } from '../context.ts';
import type { Created } from '../database/once.ts';
import { actorOf, type Ahead, inScope, type ScopeRow, signedOut, tokenDigest } from '../database/scope.ts';
import type { Database } from '../database/pool.ts';
import type { Keys } from '../crypto/keys.ts';
import type { Clock } from '../clock/clock.ts';
import type { Book } from '@lianxin/engine';
import { runAlone } from './lone.ts';
import type { Lot } from './lot.ts';
import { invalidInput, passwordUnchanged, personsOnly, problemBody, sendProblem, toProblem } from './problems.ts';
import { Written, type Openness, type Route } from './route.ts';

export const SESSION_COOKIE = 'lianxin_session';

/** What the program holds while it runs; a use case sees only the Context made from it. */
export interface Machinery {
  readonly db: Database;
  /** A few sessions of its own for questions that are one call of one function ({@link runAlone}). */
  readonly lone: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly book: Book;
}

export type MakeContext<C extends Context> = (base: Context) => C;

/** Binds a module's table of routes: parse, open the scope, run the use case, answer by its schema. */
export function bindRoutes<C extends Context>(app: FastifyInstance, machinery: Machinery, makeContext: MakeContext<C>, routes: readonly Route<C>[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: `/api${route.path}`,
      schema: describe(route) as never,
      handler: async (request, reply) => answer(request, reply, machinery, makeContext, route),
    });
  }
}

function describe<C>(route: Route<C>): Record<string, unknown> {
  const success = route.creates ? { 200: route.answer, 201: route.answer } : { 200: route.answer };
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    response: { ...success, default: problemBody },
  };
}

async function answer<C extends Context>(request: FastifyRequest, reply: FastifyReply, machinery: Machinery, makeContext: MakeContext<C>, route: Route<C>): Promise<unknown> {
  const input = { params: request.params, query: request.query, body: request.body };
  const session = { token: tokenOf(request), purpose: purposeOf(request), writes: route.writes, open: route.open };
  const ahead = route.ahead && ((early: Early<C>) => route.ahead!(early as never, input as never));
  const result = route.alone
    ? await runAlone(machinery, session, (ctx) => route.use(ctx as never, input as never, undefined as never))
    : await route.inLot?.(lotOf(machinery, makeContext, session) as never, input as never)
      ?? await runInContext(machinery, makeContext, session, (ctx, found: unknown) => route.use(ctx, input as never, found as never), ahead);
  if (result instanceof Written) return reply.type('application/json; charset=utf-8').send(result.bytes);
  if (!route.creates) return result;
  const { value, again } = result as Created<unknown>;
  reply.code(again ? 200 : 201);
  return value;
}

const earlyOf = ({ keys, clock, book }: Machinery): Early<Context> => ({ today: clock.today(), now: clock.now(), keys, book });

function lotOf<C extends Context>(machinery: Machinery, makeContext: MakeContext<C>, { token, purpose, open }: Session): Lot<C> {
  const { db, clock } = machinery;
  const early = makeContext(earlyOf(machinery) as Context);
  const under = (scope: ScopeRow): C => {
    const actor = actorOf(scope, purpose);
    admit(actor, open);
    return { ...early, now: clock.now(), actor };
  };
  return { db, purpose, session: tokenDigest(token), early, under };
}

interface Session {
  readonly token: string;
  readonly purpose: string;
  readonly writes: boolean;
  readonly open?: Openness | undefined;
}

/** One use case in one transaction under the session's territory; the page, the outbox, the import and the CLI all come through here. */
export function runInContext<C extends Context, T, A = undefined>(
  machinery: Machinery,
  makeContext: MakeContext<C>,
  session: Session,
  work: (ctx: C, found: A) => Promise<T>,
  ahead?: (early: Early<C>) => Ahead<A>,
): Promise<T> {
  const { db, clock } = machinery;
  const early = earlyOf(machinery);
  return inScope(db, { ...session, today: early.today }, (tx, actor, closeWith, found: A) => {
    admit(actor, session.open);
    return work(makeContext({ ...early, now: clock.now(), tx, actor, closeWith }), found);
  }, ahead?.(makeContext(early as Context)));
}

/** What says nothing of who is let in lets in nobody unusual. @throws Problem `password.mustChange`, `token.person` (403) */
function admit({ token, mustChangePassword }: Actor, open: Openness | undefined): void {
  if (mustChangePassword && open !== 'early' && open !== 'personEarly') throw passwordUnchanged();
  if (token && (open === 'person' || open === 'personEarly')) throw personsOnly();
}

/** The session cookie of a browser, or the bearer token of a program. */
export function tokenOf(request: FastifyRequest): string {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (request.cookies as Record<string, string | undefined>)[SESSION_COOKIE];
  if (!token) throw signedOut();
  return token;
}

function purposeOf(request: FastifyRequest): string {
  const purpose = request.headers['x-lianxin-purpose'];
  return typeof purpose === 'string' ? decodeURIComponent(purpose).slice(0, 80) : '';
}

/** zod instead of Ajv on the way in, and again on the way out: an answer can never carry a field its schema does not name. */
export function useZod(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => (value: unknown) => {
    const parsed = (schema as unknown as z.ZodType).safeParse(value);
    if (parsed.success) return { value: parsed.data };
    return { error: invalidInput(httpPart === 'querystring' ? 'query' : (httpPart as 'params' | 'body'), parsed.error) };
  });
  app.setSerializerCompiler(({ schema }) => {
    const shape = schema as unknown as z.ZodType;
    return (value: unknown) => JSON.stringify(shape.parse(value));
  });
  app.setErrorHandler((error, request, reply) => {
    const { problem, defect } = toProblem(error);
    if (defect) request.log.error({ err: error }, 'defect');
    return sendProblem(request, reply, problem);
  });
}
