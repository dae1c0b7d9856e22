import { FESTIVALS, isFestival } from '../../platform/calendar/festivals.rules.ts';
import type { Clause } from '@lianxin/engine';
import { careProblems } from './care.references.ts';
import { number, spellOf } from './policies.gather.ts';
import type { Region, Sourced, Versions } from './policies.gather.ts';
import { problem } from './policies.problems.rules.ts';
import { overlaps } from './policies.spells.rules.ts';
import type { PackProblem, RuleShape } from './policies.schema.ts';

type Regions = ReadonlyMap<string, Region>;
interface Dated { readonly from: string; readonly to: string | null; readonly clause: Clause }

/** The pack and its parents, nearest first; stops at a missing parent and, in a ring, where it closes. */
export function lineage(region: Region, regions: Regions): Region[] {
  const chain: Region[] = [];
  for (let one: Region | undefined = region; one !== undefined && !chain.includes(one); one = regions.get(one.parent ?? '')) chain.push(one);
  return chain;
}

/** Every parent exists and no pack is its own ancestor. */
export function checkParents(regions: Regions): PackProblem[] {
  return [...regions.values()].flatMap((region) => {
    if (region.parent === null) return [];
    if (!regions.has(region.parent)) return [problem('parent.missing', region.at('parent'), { parent: region.parent })];
    const chain = lineage(region, regions);
    const ring = chain.at(-1)!.parent === region.id;
    // Each ring is told once, at the pack whose id sorts first.
    if (!ring || chain.some((one) => one.id < region.id)) return [];
    return [problem('parent.cycle', region.at('parent'), { chain: [...chain.map((one) => one.id), region.id].join(' → ') })];
  });
}

function datedProblems(key: string, list: readonly Sourced<Dated>[], region: Region, documents: ReadonlySet<string>): PackProblem[] {
  const term = spellOf(region.term);
  const earlier: Dated[] = [];
  return list.flatMap(({ value, at }) => {
    const found: PackProblem[] = [];
    if (!documents.has(value.clause.document)) found.push(problem('document.unknown', at('clause', 'document'), { document: value.clause.document }));
    if (value.to !== null && value.to < value.from) return [...found, problem('days.reversed', at('to'), { from: value.from, to: value.to })];
    const beyond = value.to !== null && term.to !== null && number(value.to) > term.to;
    if (beyond || !overlaps(term, { from: number(value.from), to: number(value.from) })) {
      found.push(problem('term.outside', at('from'), { key, from: value.from, term: `${region.term.from} – ${region.term.to ?? ''}` }));
    }
    if (earlier.some((one) => overlaps(spellOf(one), spellOf(value)))) found.push(problem('versions.overlap', at('from'), { key, from: value.from }));
    earlier.push(value);
    return found;
  });
}

function ruleProblems({ value, at }: Sourced<RuleShape>): PackProblem[] {
  const { window, purpose } = value;
  const found: PackProblem[] = [];
  if (window.kind === 'festival' && !isFestival(window.festival)) {
    found.push(problem('festival.unknown', at('window', 'festival'), { festival: window.festival, known: Object.keys(FESTIVALS).join(', ') }));
  }
  if (isGreeting(value) && purpose !== null && purpose !== 'greeting') found.push(problem('purpose.notGreeting', at('purpose'), { purpose }));
  return found;
}

/** Festival, birthday and fixed day are credited by a greeting only (the phone offers it in season). */
export const isGreeting = ({ window }: Pick<RuleShape, 'window'>): boolean =>
  window.kind === 'festival' || window.kind === 'birthday' || window.kind === 'fixedDay';

function roleProblems(list: readonly Sourced<{ role: string }>[], roles: ReadonlySet<string>): PackProblem[] {
  return list.filter(({ value }) => !roles.has(value.role)).map(({ value, at }) => problem('role.unknown', at('role'), { role: value.role }));
}

/** Everything a pack names exists, its days are in order and inside its term. Parents must have been checked. */
export function checkReferences(region: Region, regions: Regions): PackProblem[] {
  const chain = lineage(region, regions);
  const roles = new Set(chain.flatMap((one) => [...one.roles.keys()]));
  const documents = new Set(chain.flatMap((one) => Object.keys(one.documents)));
  const sections: readonly Versions<Dated>[] = [region.required, region.rules, region.settings, region.off, ...Object.values(region.care)];
  return [
    ...sections.flatMap((section) => [...section].flatMap(([key, list]) => datedProblems(key, list, region, documents))),
    ...[...region.rules.values()].flatMap((list) => [...list.flatMap(ruleProblems), ...roleProblems(list, roles)]),
    ...[...region.required.values()].flatMap((list) => roleProblems(list, roles)),
    ...careProblems(region, chain),
  ];
}
