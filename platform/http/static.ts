import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface BuiltPages {
  /** Folder of one browser program as the build leaves it: index.html, assets/ with hashed names, the rest. */
  readonly folder: string;
  /** Where it is served: `/` or `/m/`. */
  readonly prefix: string;
}

const NONCE = /__CSP_NONCE__/g;
const HASHED = '/assets/';
// A hashed file never changes under its name, so a browser need not ask for a year; everything else is asked for each time.
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/**
 * Serves browser programs from their build folders. Every address below a prefix that is no file answers with its page, whose router knows
 * the rest; what is missing among files and below /api/ stays a 404, so that a broken build is seen.
 */
export async function servePages(app: FastifyInstance, programs: readonly BuiltPages[]): Promise<void> {
  const built = programs.filter(({ folder }) => existsSync(join(folder, 'index.html')));
  for (const [index, { folder, prefix }] of built.entries()) {
    await app.register(fastifyStatic, {
      root: folder, prefix, index: false, wildcard: false, globIgnore: ['**/*.html'], cacheControl: false, decorateReply: index === 0,
      setHeaders: (reply, path) => void reply.setHeader('cache-control', path.replaceAll('\\', '/').includes(HASHED) ? FOR_EVER : ASK_AGAIN),
    });
    servePage(app, prefix, readFileSync(join(folder, 'index.html'), 'utf8'));
  }
}

function servePage(app: FastifyInstance, prefix: string, html: string): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isPage(request.url)) return reply.callNotFound();
    return reply.header('cache-control', ASK_AGAIN).type('text/html; charset=utf-8').send(html.replace(NONCE, request.cspNonce));
  };
  app.get(`${prefix}*`, { schema: { hide: true } }, answer);
  if (prefix !== '/') app.get(prefix.slice(0, -1), { schema: { hide: true } }, async (_request, reply) => reply.redirect(prefix));
}

/** An address a person may open: not the API, and no file (those have a full stop in their last part). */
function isPage(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0]!;
  return !path.startsWith('/api/') && path !== '/api' && !path.slice(path.lastIndexOf('/')).includes('.');
}
