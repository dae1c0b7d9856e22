import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { Problem } from '../problem.ts';
import { SESSION_COOKIE, useZod } from './kernel.ts';
import { refuseOnWire, sendProblem, sendUnreadable, toProblem } from './problems.ts';
import { refuseUnknownQuery } from './unknownQuery.ts';

export interface ServerOptions {
  readonly version: string;
  readonly log: boolean;
  /** Requests a minute from one session; a person at work makes some hundred, a stolen session walking the files makes thousands. */
  readonly requestsPerMinute?: number;
}

// A ledger of 100,000 rows is about 12 MB as .xlsx; the reader caps what it expands to by itself.
const LARGEST_UPLOAD = 64 * 1024 * 1024;
// An outbox of a month without network is some hundred visits of about a kilobyte.
const LARGEST_BODY = 4 * 1024 * 1024;
const REQUESTS_PER_MINUTE = 6_000;

/** The HTTP server without any route of a module: parsing, problems, limits, security headers, the API's own description. */
export async function openServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: options.log ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
    bodyLimit: LARGEST_BODY,
    trustProxy: false,
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => sendUnreadable(request, reply),
    clientErrorHandler: refuseOnWire,
  });
  useZod(app);
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: LARGEST_UPLOAD, files: 1, fields: 20 } });
  await limitRates(app, options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  guardHeaders(app);
  guardOrigin(app);
  refuseUnknownQuery(app);
  await describeApi(app, options.version);
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, toProblem({ statusCode: 404 }).problem));
  return app;
}

async function limitRates(app: FastifyInstance, max: number): Promise<void> {
  await app.register(rateLimit, {
    max,
    timeWindow: '1 minute',
    // When the counter itself fails the request is refused: a limit that opens under load is none.
    skipOnError: false,
    keyGenerator: (request) => request.headers.authorization ?? request.cookies?.[SESSION_COOKIE] ?? request.ip,
    errorResponseBuilder: () =>
      new Problem(429, 'rate.limited', { zh: '操作太快了，请等一分钟再试。', en: 'Too many requests. Wait a minute and try again.' }),
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    cspNonce: string;
  }
}

const GUARDS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
};
/** @param style what styles may come from besides the program's own files: the nonce of a page */
const contentPolicy = (style: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'${style}; font-src 'self'; img-src 'self' data:; ` +
  `connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
// Files and answers about families must not stay in the browser of a shared office computer. They hold no page, so there is nothing a nonce could be for.
const API_GUARDS = { ...GUARDS, 'content-security-policy': contentPolicy(''), 'cache-control': 'no-store' };

function guardHeaders(app: FastifyInstance): void {
  app.decorateRequest('cspNonce', '');
  // As a callback: a promise for each hook of each request is a tenth of what the smallest answer costs.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/')) {
      reply.headers(API_GUARDS);
    } else {
      request.cspNonce = randomBytes(16).toString('base64');
      reply.headers({ ...GUARDS, 'content-security-policy': contentPolicy(` 'nonce-${request.cspNonce}'`) });
    }
    done();
  });
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A write that a browser sends from another site is refused; programs send no Origin and carry a token of their own. */
function guardOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    done(SAFE.has(request.method) || !isForeign(request.headers) ? undefined
      : new Problem(403, 'origin.foreign', { zh: '这个请求来自别的网站，已经拦下。', en: 'This request came from another site and was refused.' }));
  });
}

function isForeign({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return origin ? !host || !sameHost(origin, host) : site !== undefined && site !== 'same-origin' && site !== 'none';
}

function sameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lianxin 连心', version, description: 'JSON; days as YYYY-MM-DD, times as RFC 3339, ids UUIDv7 made by the caller. Errors are application/problem+json with a closed code. A query parameter that a path does not know is refused, never passed over.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, token: { type: 'http', scheme: 'bearer' } } },
      security: [{ session: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false });
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.type('application/json').serializer(JSON.stringify).send(app.swagger()));
}
