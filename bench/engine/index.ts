import { pathToFileURL } from 'node:url';
import { compact, duties, states, type CompactFacts, type HouseholdFacts, type StateList, type StateSink } from '@lianxin/engine';
import { bare, expandWithRrule, limit, touch } from './peers.ts';
import { BOOK, TODAY, YEAR, households } from './world.ts';

/** One line of the benchmark report; `ratio` is the median of the runs' own ratios. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly runs: number;
  readonly min: number;
  readonly max: number;
  readonly beside: { readonly name: string; readonly value: number };
  readonly ratio: number;
}

const HOUSEHOLDS = 200;
const RUNS = 41;
// So many passes until the compiler, which works beside us on a busy machine, has surely done with the engine.
const WARM_UP = 60;
// Asking the system for the processor time takes a tenth of a fast pass: a run is as many passes as make that vanish.
const RUN_SECONDS = 0.02;

/** One contestant: a pass over its households, answering how many it decided and something that hangs on the work. */
interface Contestant {
  readonly name: string;
  readonly count: number;
  readonly pass: () => number;
}

class Tally implements StateSink {
  met = 0;
  complete = 0;
  duties(list: StateList): void {
    const { size } = list;
    for (let place = 0; place < size; place++) if (list.state(place) === 'met') this.met++;
  }
  coverage(_: boolean, complete: boolean): void {
    if (complete) this.complete++;
  }
}

/** The engine on one form of the facts: as records, one object a visit, or with the visits as columns. */
function contestants(name: string, facts: readonly (HouseholdFacts | CompactFacts)[]): Contestant[] {
  return [
    {
      name: `engine.materialise.${name}`,
      count: facts.length,
      pass: () => facts.reduce((total, one) => total + duties(one, BOOK, YEAR, TODAY).duties.length, 0),
    },
    {
      name: `engine.states.${name}`,
      count: facts.length,
      pass: () => {
        const tally = new Tally();
        for (const one of facts) states(one, BOOK, YEAR, TODAY, tally);
        return tally.met + tally.complete;
      },
    },
  ];
}

function peers(facts: readonly HouseholdFacts[]): Contestant[] {
  const ready = facts.map(bare);
  return [
    { name: 'limit.typed-arrays', count: ready.length, pass: () => ready.reduce((total, one) => total + limit(one), 0) },
    { name: 'limit.touch-facts', count: facts.length, pass: () => facts.reduce((total, one) => total + touch(one), 0) },
    {
      name: 'peer.rrule-expansion',
      count: 20,
      pass: () => Array.from({ length: 20 }, expandWithRrule).reduce((a, b) => a + b, 0),
    },
  ];
}

/**
 * Households a second of processor time in each run (the clock on the wall would measure the neighbours on the machine).
 * The runs of all contestants are interleaved: what noise is left falls on all alike.
 * All run in one isolate: alone in a process no code of the engine is thrown away once warm and two short collections of garbage fall
 * into ten seconds. What doubles between two runs is the machine: its two processors may be two threads of one core, and then what the
 * other one does halves the engine and takes a third from the limit. A run is quiet when the limit is at its highest.
 */
function race(all: readonly Contestant[]): Map<string, number[]> {
  const speeds = new Map(all.map((one) => [one.name, [] as number[]]));
  const passes = new Map(all.map((one) => [one.name, 1]));
  for (let run = -WARM_UP; run < RUNS; run++) {
    for (const one of all) {
      const times = passes.get(one.name)!;
      const seconds = secondsOf(one, times);
      if (run >= 0) speeds.get(one.name)!.push((one.count * times) / seconds);
      else if (run === -1) passes.set(one.name, Math.ceil(RUN_SECONDS / seconds));
    }
  }
  return speeds;
}

/** Processor seconds of so many passes. */
function secondsOf(one: Contestant, times: number): number {
  const began = process.cpuUsage();
  let result = 0;
  for (let pass = 0; pass < times; pass++) result += one.pass();
  const { user, system } = process.cpuUsage(began);
  if (result <= 0) throw new Error(`${one.name} did nothing`);
  return Math.max(1, user + system) / 1e6;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** Runs the engine's benchmarks: households a second of processor time for one full year, beside the limit and a peer. */
export async function run(): Promise<BenchLine[]> {
  const sixian = households('sixian', HOUSEHOLDS, 1);
  const huangjin = households('huangjin', HOUSEHOLDS, 2);
  const ours = [
    ...contestants('sixian', sixian), ...contestants('sixian.columns', sixian.map(compact)),
    ...contestants('huangjin', huangjin), ...contestants('huangjin.columns', huangjin.map(compact)),
    { name: 'engine.compact', count: sixian.length, pass: () => sixian.reduce((total, one) => total + compact(one).visits.day.length, 0) },
  ];
  const speeds = race([...ours, ...peers(sixian)]);
  return ours.flatMap(({ name }) =>
    ['limit.typed-arrays', 'limit.touch-facts', 'peer.rrule-expansion'].map((besideName) => {
      const own = speeds.get(name)!;
      const other = speeds.get(besideName)!;
      const value = median(own);
      const beside = { name: besideName, value: Math.round(median(other)) };
      // Run by run, because the speed of the machine drifts more between two runs than between two contestants of one.
      const ratio = median(own.map((speed, run) => speed / other[run]!));
      return {
        name, value: Math.round(value), unit: 'households/s', runs: own.length,
        min: Math.round(Math.min(...own)), max: Math.round(Math.max(...own)), beside, ratio: Number(ratio.toPrecision(3)),
      };
    }),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const line of await run()) console.log(JSON.stringify(line));
}
