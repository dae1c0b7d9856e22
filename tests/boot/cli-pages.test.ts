import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServer } from '../../platform/http/server.ts';
import { servePages } from '../../platform/http/static.ts';

const folder = mkdtempSync(join(tmpdir(), 'lianxin-pages-'));
let app: FastifyInstance;

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeAll(async () => {
  put('web/index.html', '<meta name="csp-nonce" content="__CSP_NONCE__"><title>web</title>');
  put('web/assets/main-abc.js', 'web');
  put('web/icon.svg', '<svg/>');
  put('phone/index.html', '<meta name="csp-nonce" content="__CSP_NONCE__"><title>phone</title>');
  put('phone/sw.js', 'worker');
  app = await openServer({ version: '0', log: false });
  await servePages(app, [{ folder: join(folder, 'web'), prefix: '/' }, { folder: join(folder, 'phone'), prefix: '/m/' }, { folder: join(folder, 'none'), prefix: '/none/' }]);
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });

test('each page carries the nonce of its own content policy, a new one each time', async () => {
  const nonces = await Promise.all(['/', '/households/1?x=a.b', '/sign-in', '/m/', '/m/today'].map(async (url) => {
    const { body, headers, statusCode } = await get(url);
    expect(statusCode).toBe(200);
    expect(body).toContain(url.startsWith('/m/') ? 'phone' : 'web');
    const nonce = /content="([^"]+)"/.exec(body)![1]!;
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(headers['cache-control']).toBe('no-cache');
    return nonce;
  }));
  expect(new Set(nonces).size).toBe(5);
});

test('hashed files are kept for a year, the others asked for each time', async () => {
  expect((await get('/assets/main-abc.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await get('/icon.svg')).headers['cache-control']).toBe('no-cache');
  expect((await get('/m/sw.js')).headers['cache-control']).toBe('no-cache');
});

test('a missing file, an unknown address of the API and the page under its own name are not taken for pages', async () => {
  for (const url of ['/assets/main-old.js', '/api/nothing', '/api', '/index.html', '/../package.json', '/m/assets/x.js']) {
    const { statusCode, headers } = await get(url);
    expect([url, statusCode]).toEqual([url, 404]);
    expect(headers['content-type']).toContain('application/problem+json');
  }
});

test('the phone pages are found without the last stroke', async () => {
  const { statusCode, headers } = await get('/m');
  expect([statusCode, headers['location']]).toEqual([302, '/m/']);
});
