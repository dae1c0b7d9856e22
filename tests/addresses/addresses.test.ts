import ts from 'typescript';
import { expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { openServer } from '../../platform/http/server.ts';
import { projectSources, type Source, walk } from '../boundaries/sources.ts';
import { testWorld } from '../world.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false });
bindAll(app, world.program);
// Answered by the entry itself, outside the modules.
const OUTSIDE = ['get /api/health'];

const METHODS: Readonly<Record<string, string>> = { useRead: 'get', useList: 'get', readAll: 'get', upload: 'post', get: 'get', post: 'post', patch: 'patch', put: 'put', delete: 'delete' };

/** `post /api/visits` for each call of the client, and of what is built on it, with an address written out. */
function asked(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    const address = ts.isCallExpression(node) ? node.arguments[0] : undefined;
    if (!address || !ts.isCallExpression(node) || !ts.isStringLiteralLike(address) || !address.text.startsWith('/api/')) return;
    const called = node.expression;
    const name = ts.isPropertyAccessExpression(called) && called.expression.getText() === 'api' ? called.name.text : ts.isIdentifier(called) ? called.text : '';
    if (METHODS[name]) found.push(`${METHODS[name]} ${address.text}`);
  });
  return found;
}

test('every address the browser asks for is in the description of the API, with its method', async () => {
  const { paths } = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json<{ paths: Record<string, Record<string, unknown>> }>();
  // A parameter is called what its module calls it; the address is the same.
  const plain = (address: string) => address.replace(/\{\w+\}/g, '{}');
  const known = new Set([...OUTSIDE, ...Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))].map(plain));
  const pages = projectSources(projectRoot()).filter(({ path }) => /^(modules|entry|platform)\/.*(\.tsx|\.web\.ts)$/.test(path));
  const calls = pages.flatMap((source) => asked(source).map((call) => ({ call, path: source.path })));
  expect(calls.length).toBeGreaterThan(60);
  expect(calls.filter(({ call }) => !known.has(plain(call)))).toEqual([]);
});
