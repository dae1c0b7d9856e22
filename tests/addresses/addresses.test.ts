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

type Description = Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
const description = async (): Promise<Description> => (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json<{ paths: Description }>().paths;

/** Names written out in an object, those of objects spread into it included; null where one is only known when the page runs. */
function namesIn(node: ts.Expression): string[] | null {
  if (ts.isParenthesizedExpression(node)) return namesIn(node.expression);
  if (ts.isConditionalExpression(node)) return both(namesIn(node.whenTrue), namesIn(node.whenFalse));
  if (ts.isBinaryExpression(node)) return namesIn(node.right);
  if (!ts.isObjectLiteralExpression(node)) return null;
  return node.properties.map((one) => (ts.isSpreadAssignment(one) ? namesIn(one.expression) : [one.name!.getText()])).reduce<string[] | null>(both, []);
}
const both = (one: string[] | null, other: string[] | null): string[] | null => (one && other ? [...one, ...other] : null);

/** The query of each call with an address and names written out. */
function queried(source: Source): { address: string; names: string[] }[] {
  const found: { address: string; names: string[] }[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const [address, args] = node.arguments;
    if (!address || !args || !ts.isStringLiteralLike(address) || !address.text.startsWith('/api/') || !ts.isObjectLiteralExpression(args)) return;
    const query = args.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === 'query');
    const names = query && ts.isPropertyAssignment(query) ? namesIn(query.initializer) : null;
    if (names) found.push({ address: address.text, names });
  });
  return found;
}

test('a parameter that an address does not know is refused by name, whatever the address, before anything is asked', async () => {
  const addresses = Object.entries(await description()).flatMap(([path, methods]) => Object.keys(methods).map((method) => [method, path.replace(/\{\w+\}/g, '0')] as const));
  expect(addresses.length).toBeGreaterThan(100);
  for (const [method, url] of addresses) {
    const answer = await app.inject({ method: method.toUpperCase() as 'GET', url: `${url}?divison=519900` });
    expect([method, url, answer.statusCode, answer.json()]).toMatchObject([method, url, 400, { code: 'input.invalid', fields: [{ field: 'divison', code: 'unrecognized_keys' }] }]);
  }
  const said = (await app.inject({ method: 'GET', url: '/api/coverage?divison=519900&on=2026-11-22' })).json<{ fields: { field: string; message: { zh: string; en: string } }[] }>();
  expect(said.fields.map(({ field }) => field)).toEqual(['divison']);
  expect(said.fields[0]!.message.en).toContain('division, on, children, missing, period');
  // Every list takes a page, and a known name goes on to the door.
  for (const url of ['/api/divisions?limit=5&after=x', '/api/coverage?division=519900', '/api/accounts?limit=5']) expect([url, (await app.inject({ method: 'GET', url })).statusCode]).toEqual([url, 401]);
});

test('the pages name no parameter that the description does not', async () => {
  const paths = Object.entries(await description());
  const plain = (address: string) => address.replace(/\{\w+\}/g, '{}');
  const known = new Map(paths.map(([path, { get }]) => [plain(path), new Set((get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name))]));
  const pages = projectSources(projectRoot()).filter(({ path }) => /^(modules|entry|platform)\/.*(\.tsx|\.web\.ts)$/.test(path));
  const calls = pages.flatMap((source) => queried(source).map((call) => ({ ...call, path: source.path })));
  expect(calls.length).toBeGreaterThan(35);
  const unknown = calls.map(({ address, names, path }) => ({ path, address, names: names.filter((name) => !known.get(plain(address))?.has(name)) }));
  expect(unknown.filter(({ names }) => names.length > 0)).toEqual([]);
});

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
