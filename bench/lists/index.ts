import { careContext } from '../../entry/program.ts';
import { worklistQuery } from '../../modules/duties/duties.schema.ts';
import { listDuties } from '../../modules/duties/duties.service.ts';
import { listHouseholds } from '../../modules/households/households.list.ts';
import { householdsQuery } from '../../modules/households/households.schema.ts';
import { suggest } from '../../modules/households/suggest.ts';
import type { CareContext } from '../../modules/policies/policies.context.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import type { BenchLine } from '../engine/index.ts';
import { layCounty, type Ground } from './ground.ts';
import { plainHouseholds, plainWorklist } from './plain.ts';

const HOUSEHOLDS = 100_000;
const RUNS = 7;
const LANES = 4;
const BURST_MILLISECONDS = 2_000;
// Above this a person who typed or clicked feels that they wait.
const FELT_MILLISECONDS = 300;

type Work = (ctx: CareContext) => Promise<unknown>;
interface Contestant { readonly name: string; readonly once: () => Promise<unknown>; readonly results: number[] }

const through = (ground: Ground, token: string, work: Work) => () =>
  runInContext(ground.program, careContext, { token, purpose: 'bench', writes: false }, work);

/** How often a second, by a few people at once. */
async function burst(once: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let count = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - begun < BURST_MILLISECONDS) {
      await once();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return count / ((performance.now() - begun) / 1000);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number): number => Math.round(value * 100) / 100;

/** A list as people get it beside the same statements by the owner: no scope, no row policies, no record of the look. */
async function compare(own: Contestant, plain: Contestant): Promise<BenchLine> {
  for (let turn = -1; turn < RUNS; turn++) {
    for (const { once, results } of [own, plain]) {
      const perSecond = await burst(once);
      // The first round warms plans and caches and is not counted.
      if (turn >= 0) results.push(perSecond);
    }
  }
  return {
    name: own.name, value: round(median(own.results)), unit: 'lists/s', runs: RUNS, min: round(Math.min(...own.results)), max: round(Math.max(...own.results)),
    beside: { name: plain.name, value: round(median(plain.results)) },
    // Pair by pair, because the machine's speed drifts more between two bursts than between two contestants of one round.
    ratio: round(median(own.results.map((value, turn) => value / plain.results[turn]!))),
  };
}

/** One look alone, page and total, beside what a person would notice. */
async function look(name: string, once: () => Promise<unknown>): Promise<BenchLine> {
  const times: number[] = [];
  for (let turn = -1; turn < RUNS; turn++) {
    const begun = performance.now();
    await once();
    if (turn >= 0) times.push(performance.now() - begun);
  }
  return {
    name, value: round(median(times)), unit: 'ms', runs: RUNS, min: round(Math.min(...times)), max: round(Math.max(...times)),
    beside: { name: 'a wait that is felt', value: FELT_MILLISECONDS }, ratio: round(median(times) / FELT_MILLISECONDS),
  };
}

const households = (query: object): Work => (ctx) => listHouseholds(ctx, householdsQuery.parse(query));
const worklist = (query: object): Work => (ctx) => listDuties(ctx, worklistQuery.parse(query));

const FILTERS: readonly (readonly [string, object])[] = [
  ['vacant', { vacant: 'true' }], ['overdue', { overdue: 'true' }], ['not-overdue', { overdue: 'false' }], ['stale', { stale: 'true' }], ['away', { away: 'true' }],
  ['incomplete', { complete: 'false' }], ['marks', { marks: 'true' }], ['unmarked', { marks: 'false' }], ['living-alone', { flag: 'livingAlone' }], ['flag-nobody', { flag: 'hardship' }],
  ['ended', { ended: 'true' }], ['role', { role: 'carer' }], ['vacant-role', { vacant: 'true', role: 'familyDoctor' }], ['township', { division: '519900103000' }],
  ['search-letter', { search: 'z' }], ['search-letter-nobody', { search: 'e' }], ['search-initials', { search: 'wcx' }], ['search-pinyin', { search: 'wangchun' }],
  ['search-name', { search: '王春' }], ['search-surname', { search: '王' }], ['search-village', { search: '柳湾3-7' }], ['search-township', { search: '青石3' }],
];

/** Every line of lists on a ground; for the program below and for trying one thing again. */
export async function measure(ground: Ground, report: (line: BenchLine) => void): Promise<void> {
  const { officer, clerk } = ground;
  report(await compare(
    { name: 'lists.households', once: through(ground, officer, households({})), results: [] },
    { name: 'the same indexed query without scope and record', once: () => plainHouseholds(ground), results: [] },
  ));
  report(await compare(
    { name: 'lists.worklist', once: through(ground, officer, worklist({})), results: [] },
    { name: 'the same indexed query without scope and record', once: () => plainWorklist(ground), results: [] },
  ));
  for (const [name, query] of FILTERS) report(await look(`lists.households.${name}`, through(ground, officer, households(query))));
  for (const [name, query] of [['all', {}], ...FILTERS.slice(0, 3)] as typeof FILTERS) report(await look(`lists.households.${name}.township`, through(ground, clerk, households(query))));
  report(await look('lists.worklist.township', through(ground, clerk, worklist({}))));
  report(await look('lists.worklist.missed', through(ground, officer, worklist({ state: 'missed' }))));
  report(await look('lists.suggest.letter', through(ground, officer, (ctx) => suggest(ctx, { q: 'z' }))));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const ground = await layCounty(HOUSEHOLDS);
  try {
    await measure(ground, (line) => console.log(JSON.stringify(line)));
  } finally {
    await ground.close();
  }
}
