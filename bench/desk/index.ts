import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import type { BenchLine } from '../engine/index.ts';
import { spentOn } from './cpu.ts';
import { bareFloor, writingFloor } from './floor.ts';
import { type Code, layGround } from './ground.ts';
import type { Burst, BurstResult } from './load.ts';

const DESKS = 16;
const MEMBERS = 100_000;
const RUNS = 7;
// Together below the sixty in ten minutes at which a desk is stopped. The first ones open the sessions that rested while the other was asked, and are not counted.
const WARMING_EACH = 5;
const QUESTIONS_EACH = 50;
/** The limits set: half as many answers as the bare query gives, and a slowest hundredth at most three times as slow. */
const RATE_TARGET = 0.5;
const P99_LIMIT = 3;
// The same half, said in work: what the machine does beside us moves the rate and leaves this where it is.
const CPU_LIMIT = 2;

interface Measured extends BurstResult {
  /** Milliseconds of processor for one answer, of the program and the database together. */
  readonly cpu: number;
}

interface Contestant {
  readonly name: string;
  readonly path: string;
  readonly expects: string;
  readonly question: (code: Code) => object;
  readonly app: FastifyInstance;
  readonly results: Measured[];
}

async function burst(asking: ChildProcess, data: Burst): Promise<BurstResult> {
  asking.send(data);
  const [result] = (await once(asking, 'message')) as [BurstResult];
  return result;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number): number => Math.round(value * 100) / 100;

type Reading = (result: Measured) => number;
const [perSecond, p99, cpu]: readonly [Reading, Reading, Reading] = [(result) => result.perSecond, (result) => result.p99, (result) => result.cpu];
interface Told { readonly name: string; readonly values: readonly number[] }
const told = ({ name, results }: Contestant, of: Reading): Told => ({ name, values: results.map(of) });

function line(name: string, unit: string, { values }: Told, beside: Told, limit?: number): BenchLine & { readonly limit?: number } {
  // Pair by pair, because the machine's speed drifts more between two bursts than between two contestants of one round.
  const ratio = median(values.map((value, at) => value / beside.values[at]!));
  return {
    name, value: round(median(values)), unit, runs: RUNS, min: round(Math.min(...values)), max: round(Math.max(...values)),
    beside: { name: beside.name, value: round(median(beside.values)) }, ratio: round(ratio), ...(limit === undefined ? {} : { limit }),
  };
}

const asking = fork(new URL('./load.js', import.meta.url));
const ground = await layGround({ desks: DESKS, members: MEMBERS });
const app = await openServer({ version: 'bench', log: false, requestsPerMinute: 100_000_000 });
bindAll(app, ground.program);
const own: Contestant = { name: 'desk.check', path: '/api/desk/checks', expects: '"status":"valid"', question: ({ number }) => ({ code: number }), app, results: [] };
const bare: Contestant = {
  name: 'fastify + one indexed query', path: '/', expects: '"kind":"specialSupport"', question: ({ index }) => ({ index: index.toString('hex') }), app: bareFloor(ground.ownerUrl), results: [],
};
const written: Contestant = { ...bare, name: 'fastify + one transaction with a session and the same three rows', app: writingFloor(ground.ownerUrl, ground.hospitalId), results: [] };
const all = [own, bare, written];
let asked = 0;

/** Each question is about another member, as it is at a desk, and scattered over the whole county. */
function nextCode(): Code {
  asked += 1;
  return ground.codes[(asked * 7_919) % MEMBERS]!;
}

async function ask(one: Contestant, questionsEach: number): Promise<BurstResult> {
  const { port } = one.app.server.address() as { port: number };
  const desks = ground.desks.map((token) => ({ token, questions: Array.from({ length: questionsEach }, () => JSON.stringify(one.question(nextCode()))) }));
  const result = await burst(asking, { port, path: one.path, expects: one.expects, desks });
  if (result.failed > 0) throw new Error(`${one.name}: ${result.failed} questions found nobody`);
  return result;
}

async function runOne(one: Contestant, counted: boolean): Promise<void> {
  await ground.forgetQuestions();
  await ask(one, WARMING_EACH);
  const before = await spentOn(ground.ownerUrl);
  const result = await ask(one, QUESTIONS_EACH);
  const spent = ((await spentOn(ground.ownerUrl)) - before) / (DESKS * QUESTIONS_EACH);
  if (counted) one.results.push({ ...result, cpu: spent });
}

try {
  for (const one of all) await one.app.listen({ host: '127.0.0.1', port: 0 });
  for (let turn = -1; turn < RUNS; turn++) {
    // The first round warms plans and caches and is not counted.
    for (const one of all) await runOne(one, turn >= 0);
  }
  for (const one of [
    line('desk.check', 'requests/s', told(own, perSecond), told(bare, perSecond), RATE_TARGET),
    line('desk.check.p99', 'ms', told(own, p99), told(bare, p99), P99_LIMIT),
    // The other way to read the limit: that nobody waits three times as long as most.
    line('desk.check.p99.spread', 'ms', told(own, p99), { name: 'its own median', values: own.results.map(({ p50 }) => p50) }, P99_LIMIT),
    line('desk.check.cpu', 'ms', told(own, cpu), told(bare, cpu), CPU_LIMIT),
    // What of it no desk could do without, beside the bare query; and what the check is beside that: the part that is ours.
    line('desk.floor', 'requests/s', told(written, perSecond), told(bare, perSecond)),
    line('desk.floor.cpu', 'ms', told(written, cpu), told(bare, cpu)),
    line('desk.check.ours', 'requests/s', told(own, perSecond), told(written, perSecond)),
    line('desk.check.ours.p99', 'ms', told(own, p99), told(written, p99)),
    line('desk.check.ours.cpu', 'ms', told(own, cpu), told(written, cpu)),
  ]) console.log(JSON.stringify(one));
} finally {
  asking.kill();
  for (const one of all) await one.app.close();
  await ground.close();
}
