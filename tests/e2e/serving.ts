import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { build } from 'vite';
import { bindAll } from '../../entry/routes.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { isAlive } from '../../platform/database/supervisor-process.ts';
import { SESSION_COOKIE } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { servePages } from '../../platform/http/static.ts';
import { launchBrowser } from '../browser.ts';
import { testWorld, type World } from '../world.ts';

const cache = join(projectRoot(), '.cache');
const OF_A_RUN = /^web-under-test-(\d+)$/;
// The process above a test file's is the run.
const pagesFolder = join(cache, `web-under-test-${process.ppid}`);

export interface View {
  readonly width?: number;
  readonly language?: 'zh' | 'en';
  readonly textSize?: 'normal' | 'large';
  readonly theme?: 'light' | 'dark' | 'contrast';
  /** Another than the file's own, such as one with a camera. */
  readonly browser?: Browser;
}

/** The desk's pages as they are shipped, in front of the real server on a real database. */
export interface ServedWorld {
  readonly world: World;
  readonly address: string;
  /** A browser in which this account is signed in, at a path; null stands before the door. */
  open(username: string | null, path: string, view?: View): Promise<Page>;
  /** Sends as that account does; a refusal fails the test with the server's words. */
  send<T = unknown>(username: string, method: string, path: string, body?: unknown): Promise<T>;
}

/** @param phone serves the phone's pages as well, below /m/ */
export async function servedWorld({ phone = false }: { phone?: boolean } = {}): Promise<ServedWorld> {
  const world = await testWorld();
  const app = await openServer({ version: 'test', log: false });
  bindAll(app, world.program);
  const folders = [...(phone ? [{ folder: await builtPages('phone'), prefix: '/m/' }] : []), { folder: await builtPages('web'), prefix: '/' }];
  await servePages(app, folders);
  const browser = await launchBrowser();
  afterAll(async () => {
    await browser.close();
    await app.close();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    world, address,
    open: async (username, path, { browser: other = browser, ...view } = {}) => {
      const context = await other.newContext({ viewport: { width: view.width ?? 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
      await context.addInitScript((kept) => localStorage.setItem('lianxin.preferences', kept), JSON.stringify({ language: 'zh', theme: 'light', textSize: 'normal', ...view }));
      if (username) await context.addCookies([{ name: SESSION_COOKIE, value: await world.token(username), url: address, httpOnly: true, sameSite: 'Strict' }]);
      const page = await context.newPage();
      // What has not come after this long does not come; the default of half a minute hides it for longer than anyone would wait.
      page.setDefaultTimeout(12_000);
      await page.goto(address + path);
      await page.locator('h1').first().waitFor();
      return page;
    },
    send: async (username, method, path, body) => {
      const headers = { authorization: `Bearer ${await world.token(username)}`, 'content-type': 'application/json' };
      const answer = await fetch(address + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return (await answer.json()) as never;
    },
  };
}

/** Built once for each run, whose files come one after another, apart from `dist/` and from other runs, either of which may be served at this moment. */
async function builtPages(of: 'web' | 'phone'): Promise<string> {
  const outDir = join(pagesFolder, of);
  const built = join(pagesFolder, `${of}.built`);
  if (existsSync(built)) return outDir;
  await mkdir(pagesFolder, { recursive: true });
  await removeLeftovers();
  // The test runner says NODE_ENV=test, which would build the developers' React.
  const runner = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: join(projectRoot(), 'vite.config.ts'), ...(of === 'phone' ? { mode: 'phone' } : {}), logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  process.env['NODE_ENV'] = runner;
  await writeFile(built, '');
  return outDir;
}

/** No file knows that it is the last of its run, so the pages of runs that are over go when the next one builds. */
async function removeLeftovers(): Promise<void> {
  const over = (await readdir(cache)).filter((name) => OF_A_RUN.test(name) && !isAlive(Number(OF_A_RUN.exec(name)![1])));
  await Promise.all(over.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Barriers on the page as it stands now, each with the element; empty is what one wants. */
export async function barriers(page: Page): Promise<string[]> {
  // The content policy refuses injected scripts, but not what the debugger itself evaluates.
  await page.evaluate(AXE);
  const found = await page.evaluate(async (levels) => {
    const { axe } = window as unknown as { axe: { run: (where: Document, options: object) => Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { runOnly: levels })).violations;
  }, LEVELS);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** How far the page can be pushed sideways; a phone must not have to. */
export const sideways = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
