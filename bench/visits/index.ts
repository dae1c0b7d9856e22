import { Worker } from 'node:worker_threads';
import type { FastifyInstance } from 'fastify';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import type { BenchLine } from '../engine/index.ts';
import { bareFloor, sameRowsFloor } from './floors.ts';
import { DAYS_POSTED, layGround } from './ground.ts';
import type { Burst, BurstResult } from './load.ts';
import { openRowCount, rowsPerVisit } from './rows.ts';

const CLIENTS = 16;
const RUNS = 7;
// A server runs for months: what the engine of JavaScript has not yet compiled after one round of 480 visits is no figure of ours, nor of the floors.
const WARMING = 3;
const POSTS_EACH = 30;
// Ten bursts go through them four times, each time on another day, so that no visit is the second of its day. Not a fifth time: that Sunday lies in a
// month which the year before has met, where the floor would write a duty that we leave alone.
const HOUSEHOLDS_EACH = 75;

interface Contestant {
  readonly name: string;
  readonly path: string;
  readonly app: FastifyInstance;
  port: number;
  readonly results: BurstResult[];
  /** Visits each client has behind it. */
  turns: readonly number[];
  /** Rows written by table, insertions and changes alike. */
  rows: Readonly<Record<string, number>>;
}

const burst = (data: Burst): Promise<BurstResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load.js', import.meta.url), { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function line(name: string, unit: string, own: Contestant, beside: Contestant, of: (result: BurstResult) => number): BenchLine {
  const values = own.results.map(of);
  // Pair by pair, because the machine's speed drifts more between two bursts than between two contestants of one round.
  const ratio = median(values.map((value, round) => value / of(beside.results[round]!)));
  return {
    name, value: round(median(values)), unit, runs: RUNS, min: round(Math.min(...values)), max: round(Math.max(...values)),
    beside: { name: beside.name, value: round(median(beside.results.map(of))) }, ratio: round(ratio),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

const ground = await layGround({ clients: CLIENTS, householdsEach: HOUSEHOLDS_EACH, contestants: 3 });
const count = openRowCount(ground.ownerUrl);
const app = await openServer({ version: 'bench', log: false, requestsPerMinute: 100_000_000 });
bindAll(app, ground.program);
const first = ground.cadres[0]!;
const floorGround = { countyId: ground.countyId, accountId: first.accountId, divisionId: first.divisionId };
const contestant = (name: string, path: string, server: FastifyInstance): Contestant =>
  ({ name, path, app: server, port: 0, results: [], turns: Array.from({ length: CLIENTS }, () => 0), rows: {} });
const contestants = [
  contestant('visits.post', '/api/visits', app),
  contestant('fastify + one transaction of the same rows', '/', sameRowsFloor(ground.ownerUrl, floorGround)),
  contestant('fastify + one insert', '/', bareFloor(ground.ownerUrl, floorGround)),
] as const;
for (const one of contestants) {
  await one.app.listen({ host: '127.0.0.1', port: 0 });
  one.port = (one.app.server.address() as { port: number }).port;
}

async function runOne(one: Contestant, index: number, counted: boolean): Promise<void> {
  const clients = ground.cadres.map(({ token, workerId, households }, at) => ({ token, workerId, households: households[index]!, begun: one.turns[at]! }));
  const before = await count.read();
  const result = await burst({ port: one.port, path: one.path, posts: POSTS_EACH, days: DAYS_POSTED, clients });
  if (result.failed > 0) throw new Error(`${one.name}: ${result.failed} requests were refused`);
  one.turns = result.turns;
  // Of its first burst: the server tells what a session at rest has written only after ten seconds, and from then on some of the bare insert's
  // visits would be counted with another's.
  if (Object.keys(one.rows).length === 0) one.rows = rowsPerVisit(before, await count.read());
  if (counted) one.results.push(result);
}

try {
  for (let turn = -WARMING; turn < RUNS; turn++) {
    for (const [index, one] of contestants.entries()) await runOne(one, index, turn >= 0);
  }
  const [own, same, bare] = contestants;
  for (const one of [
    line('visits.post', 'requests/s', own, same, (result) => result.perSecond),
    line('visits.post.p99', 'ms', own, same, (result) => result.p99),
    line('visits.post.beside-bare-insert', 'requests/s', own, bare, (result) => result.perSecond),
  ]) console.log(JSON.stringify(one));
  // So that everyone can see whether the floor writes what we write.
  for (const { name, rows } of [own, same]) console.error(name, 'wrote for each visit', rows);
} finally {
  await count.close();
  for (const one of contestants) await one.app.close();
  await ground.close();
}
