import { Worker } from 'node:worker_threads';
import type { FastifyInstance } from 'fastify';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import type { BenchLine } from '../engine/index.ts';
import { bareFloor, sameRowsFloor } from './floors.ts';
import { layGround } from './ground.ts';
import type { Burst, BurstResult } from './load.ts';

const CLIENTS = 16;
const HOUSEHOLDS_EACH = 12;
const RUNS = 7;
const BURST_MILLISECONDS = 2_500;

interface Contestant {
  readonly name: string;
  readonly path: string;
  readonly app: FastifyInstance;
  port: number;
  readonly results: BurstResult[];
}

const burst = (data: Burst): Promise<BurstResult> =>
  new Promise((resolve, reject) => {
    // A worker does not inherit the loader that reads TypeScript, so it registers it before the thread's own file.
    const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./load.ts', import.meta.url).href)}); })`;
    const worker = new Worker(start, { eval: true, workerData: data });
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

const ground = await layGround(CLIENTS, HOUSEHOLDS_EACH);
const app = await openServer({ version: 'bench', log: false, requestsPerMinute: 100_000_000 });
bindAll(app, ground.program);
const first = ground.cadres[0]!;
const floorGround = { countyId: ground.countyId, accountId: first.accountId, divisionId: first.divisionId };
const contestants: Contestant[] = [
  { name: 'visits.post', path: '/api/visits', app, port: 0, results: [] },
  { name: 'fastify + one transaction of the same rows', path: '/', app: sameRowsFloor(ground.ownerUrl, floorGround), port: 0, results: [] },
  { name: 'fastify + one insert', path: '/', app: bareFloor(ground.ownerUrl, floorGround), port: 0, results: [] },
];
for (const contestant of contestants) {
  await contestant.app.listen({ host: '127.0.0.1', port: 0 });
  contestant.port = (contestant.app.server.address() as { port: number }).port;
}
try {
  for (let turn = -1; turn < RUNS; turn++) {
    for (const { port, path, results, name } of contestants) {
      const result = await burst({ port, path, milliseconds: BURST_MILLISECONDS, day: ground.today, clients: ground.cadres });
      if (result.failed > 0) throw new Error(`${name}: ${result.failed} requests were refused`);
      // The first round warms plans and caches and is not counted.
      if (turn >= 0) results.push(result);
    }
  }
  const [own, same, bare] = contestants as [Contestant, Contestant, Contestant];
  for (const one of [
    line('visits.post', 'requests/s', own, same, (result) => result.perSecond),
    line('visits.post.p99', 'ms', own, same, (result) => result.p99),
    line('visits.post.beside-bare-insert', 'requests/s', own, bare, (result) => result.perSecond),
  ]) console.log(JSON.stringify(one));
} finally {
  for (const contestant of contestants) await contestant.app.close();
  await ground.close();
}
