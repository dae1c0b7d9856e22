import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { build } from 'vite';
import { bindAll } from '../../../entry/routes.ts';
import { projectRoot } from '../../../platform/database/migrate-root.ts';
import { SESSION_COOKIE } from '../../../platform/http/kernel.ts';
import { servePages } from '../../../platform/http/static.ts';
import { openServer } from '../../../platform/http/server.ts';
import { launchBrowser } from '../../browser.ts';
import { testWorld, type World } from '../../world.ts';

/** The phone as it is shipped, in front of the real server on a real database, with a browser the size of a phone. */
export interface ServedPhone {
  readonly world: World;
  readonly address: string;
  /** A phone in the hand of this account; null stands before the door. */
  phone(username: string | null, options?: BrowserContextOptions & { readonly language?: 'zh' | 'en'; readonly textSize?: 'normal' | 'large'; readonly theme?: 'light' | 'dark' | 'contrast' }): Promise<Page>;
}

export const PHONE = { width: 390, height: 844 } as const;

export async function servedPhone(): Promise<ServedPhone> {
  const world = await testWorld();
  const [app, browser] = await Promise.all([serve(world), launchBrowser()]);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { world, address, phone: (username, options) => phone({ world, address, browser }, username, options) };
}

async function serve(world: World): Promise<FastifyInstance> {
  const app = await openServer({ version: 'test', log: false });
  bindAll(app, world.program);
  await servePages(app, [{ folder: await builtPhone(), prefix: '/m/' }]);
  return app;
}

async function builtPhone(): Promise<string> {
  const outDir = join(projectRoot(), '.cache', 'phone-under-test');
  // The test runner says NODE_ENV=test, which would build the developers' React.
  const runner = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: join(projectRoot(), 'vite.config.ts'), mode: 'phone', logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  process.env['NODE_ENV'] = runner;
  return outDir;
}

interface Ground { readonly world: World; readonly address: string; readonly browser: Browser }

async function phone({ world, address, browser }: Ground, username: string | null, options: Parameters<ServedPhone['phone']>[1] = {}): Promise<Page> {
  const { language = 'zh', textSize = 'normal', theme = 'light', ...rest } = options;
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true, timezoneId: 'Asia/Shanghai', ...rest });
  await context.addInitScript((kept) => localStorage.setItem('lianxin.preferences', kept), JSON.stringify({ language, textSize, theme }));
  if (username) await signIn(context, address, await world.token(username));
  const page = await context.newPage();
  await page.goto(`${address}/m/`);
  return page;
}

async function signIn(context: BrowserContext, address: string, token: string): Promise<void> {
  await context.addCookies([{ name: SESSION_COOKIE, value: token, url: address, httpOnly: true, sameSite: 'Strict' }]);
}

/** What the outbox holds on this phone, read past the program. */
export function keptOnPhone(page: Page): Promise<{ command: string; input: Record<string, unknown> }[]> {
  return page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('lianxin-phone');
    opening.addEventListener('error', () => reject(opening.error));
    opening.addEventListener('success', () => {
      const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
      reading.addEventListener('success', () => { opening.result.close(); resolve(reading.result); });
    });
  }));
}
