import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { projectRoot } from '../platform/database/migrate-root.ts';
import { openServer } from '../platform/http/server.ts';
import { servePages } from '../platform/http/static.ts';
import { Failure } from './cli/failure.ts';
import { failureText } from './cli/failure.text.ts';
import { openGround, type Ground } from './cli/ground.ts';
import { isInsideClone, isLoopback, type Settings } from './cli/settings.ts';
import { startUpkeep, type Say } from './cli/upkeep.ts';
import { openDemoAccounts } from './demo/accounts.ts';
import { fillDemo } from './demo/fill.ts';
import { bindAll } from './routes.ts';
import { serveText } from './serve.text.ts';

export interface ServeOptions {
  readonly settings: Settings;
  /** Fill an empty data folder with the invented county first (`npm start`). */
  readonly demo: boolean;
  readonly say: Say;
  /** What the person who started it should read on stdout: the address and the accounts. */
  readonly print: (text: { zh: string; en: string }) => void;
  /** Ends the process when the database is gone for good. */
  readonly onLost: () => void;
}

export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

// With a full pool, a check that waits longer than this says more than the answer would.
const HEALTH_PATIENCE_MS = 2_000;
// 500 families with a year of visits take the program five seconds and PostgreSQL four, side by side, so that `npm start` is ready within twenty; `demo` takes any number.
const DEMO_HOUSEHOLDS = 500;
const DEMO_SEED = 1;

/**
 * Everything `npm start` and `lianxin serve` run: database, keys, packs, API, pages, upkeep.
 * @throws Failure, DatabaseProblem, PackError before it listens; afterwards it mends itself.
 */
export async function serve({ settings, demo, say, print, onLost }: ServeOptions): Promise<Served> {
  const ground = await openGround(settings, {
    connections: 16,
    onLost: (problem) => {
      say(serveText.lost(problem.message));
      onLost();
    },
  });
  try {
    if (demo && mayFill(settings) && !(await holdsCounty(ground))) await fillDemo(ground, { households: DEMO_HOUSEHOLDS, seed: DEMO_SEED, packId: 'sixian' }, say);
    const app = await serverFor(ground);
    // Whoever waits for the door to open finds the accounts printed and their passwords in force.
    const standing = await countiesHere(ground);
    const url = await listen(app, settings);
    announce(ground, standing, url, { say, print });
    const upkeep = startUpkeep(ground, say);
    return {
      url,
      async stop() {
        await app.close();
        await upkeep.stop();
        await ground.close();
      },
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** The demo goes into a database of somebody's own only when they say so. */
const mayFill = ({ databaseUrl, demo }: Settings): boolean => (databaseUrl ? demo === '1' : demo !== '0');

async function holdsCounty({ owner }: Ground): Promise<boolean> {
  return (await owner.selectFrom('county').select('countyId').limit(1).executeTakeFirst()) !== undefined;
}

export const programVersion = (): string => (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version;

async function serverFor(ground: Ground): Promise<FastifyInstance> {
  const app = await openServer({ version: programVersion(), log: true });
  bindHealth(app, ground);
  bindAll(app, ground.program);
  const dist = join(projectRoot(), 'dist');
  await servePages(app, [{ folder: join(dist, 'web'), prefix: '/' }, { folder: join(dist, 'phone'), prefix: '/m/' }]);
  return app;
}

const health = z.object({ status: z.enum(['ok', 'degraded']), database: z.enum(['ok', 'away']), version: z.string(), demo: z.boolean() });

/** Asked by service managers and balancers, who have no session and learn nothing of the families. */
function bindHealth(app: FastifyInstance, { program }: Ground): void {
  const version = programVersion();
  app.get('/api/health', { schema: { summary: 'Whether the program and its database answer', tags: ['health'], response: { 200: health, 503: health } } as never }, async (_request, reply) => {
    const answer = await databaseAnswer(program);
    return reply.code(answer ? 200 : 503).send({ status: answer ? 'ok' : 'degraded', database: answer ? 'ok' : 'away', version, demo: answer?.demo ?? false });
  });
}

/** Null when the database does not answer in time. The door says whether the county behind it is an invented one. */
async function databaseAnswer({ db }: Ground['program']): Promise<{ demo: boolean } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, HEALTH_PATIENCE_MS, null)));
  const asked = db.selectFrom('county').select('countyId').where('demo', '=', true).limit(1).execute().then((rows) => ({ demo: rows.length > 0 }), () => null);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new Failure(failureText.portTaken(port));
    throw error;
  }
  const bound = app.server.address() as AddressInfo;
  const name = isLoopback(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${bound.port}`;
}

interface Standing {
  readonly name: string;
  readonly demo: boolean;
  /** One line for each demo account; none in a real county. */
  readonly accounts: readonly { zh: string; en: string }[];
}

async function countiesHere(ground: Ground): Promise<Standing[]> {
  const counties = await ground.owner.selectFrom('county').select(['countyId', 'name', 'demo']).orderBy('countyId').execute();
  return Promise.all(counties.map(async ({ countyId, name, demo }) => ({ name, demo, accounts: demo ? await accountLines(ground, countyId) : [] })));
}

function announce(ground: Ground, counties: readonly Standing[], url: string, { say, print }: Pick<ServeOptions, 'say' | 'print'>): void {
  const { folder, host, databaseUrl } = ground.settings;
  print(serveText.ready(`${url}/`));
  print(serveText.phone(`${url}/m/`));
  for (const { name, accounts } of counties.filter(({ demo }) => demo)) {
    print(serveText.accounts(name));
    for (const line of accounts) print(line);
    if (!isLoopback(host)) say(serveText.demoRemote(host));
  }
  if (counties.length === 0) print(serveText.empty());
  if (counties.some(({ demo }) => !demo) && !databaseUrl && isInsideClone(folder)) say(serveText.insideClone(folder));
}

async function accountLines(ground: Ground, countyId: number): Promise<{ zh: string; en: string }[]> {
  return (await openDemoAccounts(ground, countyId)).map(({ username, password, place, title }) => ({
    zh: `  ${username.padEnd(22)} ${password}   ${place} ${title.zh}`,
    en: `  ${username.padEnd(22)} ${password}   ${title.en}, ${place}`,
  }));
}
