import { toDay } from '@lianxin/engine';
import type { Clause, Condition, Pack, RequiredRole, Role, Rule, Settings, Spell } from '@lianxin/engine';
import { CARE_SECTIONS } from './care.schema.ts';
import type { CareSection, CareSheet } from './care.schema.ts';
import { checkCases } from './policies.cases.ts';
import { gather, spellOf } from './policies.gather.ts';
import type { Region, Versions } from './policies.gather.ts';
import { problem } from './policies.problems.rules.ts';
import { readPacks } from './policies.read.ts';
import { checkParents, checkReferences, isGreeting, lineage } from './policies.references.ts';
import { SETTING_KEYS } from './policies.schema.ts';
import type { PackProblem, PackSheet, RequiredShape, RuleShape, SettingKey, SettingShape, SettingValue, WorkedCase } from './policies.schema.ts';
import { firstGap, includes, inherit, turns } from './policies.spells.rules.ts';

export interface Compiled {
  /** By pack id; empty when a problem was found before the cases. */
  readonly packs: Record<string, Pack>;
  readonly sheets: Record<string, PackSheet>;
  readonly cases: readonly WorkedCase[];
  readonly problems: readonly PackProblem[];
}

type Lines<T> = ReadonlyMap<string, readonly T[]>;
interface Resolved {
  readonly roles: ReadonlyMap<string, Role>;
  readonly required: Lines<RequiredRole>;
  readonly rules: Lines<Rule>;
  readonly settings: Lines<SettingValue>;
  readonly care: Readonly<Record<CareSection, Lines<CareValue>>>;
}
type CareValue = CareSheet[CareSection][number];
type CareShape = Parameters<typeof spellOf>[0] & { readonly clause: Clause; readonly when?: RuleShape['when'] };
type Share = (clause: Clause) => Clause;

/** One object for equal clauses, over all packs: answers point at it, and a thousand duties carry one. */
function sharing(): Share {
  const known = new Map<string, Clause>();
  return ({ document, article, summary, remark, mark, checkedOn }) => {
    const name = JSON.stringify([document, article, summary.zh, summary.en, remark?.zh, remark?.en, mark, checkedOn]);
    const said = { document, article, summary: Object.freeze({ ...summary }), ...(remark && { remark: Object.freeze({ ...remark }) }), mark, checkedOn };
    const clause = known.get(name) ?? Object.freeze(said);
    known.set(name, clause);
    return clause;
  };
}

const condition = (when: RuleShape['when']): Condition | null =>
  when && { flags: when.flags, ...(when.ageFrom === undefined ? {} : { ageFrom: when.ageFrom }) };

const toRule = (share: Share) => (id: string, shape: RuleShape): Rule => ({
  id, ...shape, ...spellOf(shape), when: condition(shape.when), clause: share(shape.clause),
  purpose: isGreeting(shape) ? 'greeting' : shape.purpose,
});
const toRequired = (share: Share) => (_key: string, shape: RequiredShape): RequiredRole =>
  ({ ...shape, ...spellOf(shape), when: condition(shape.when), clause: share(shape.clause) });
const toSetting = (share: Share) => (key: string, shape: SettingShape): SettingValue =>
  ({ key: key as SettingKey, value: shape.value, ...spellOf(shape), clause: share(shape.clause) });

const toCare = (share: Share) => (id: string, shape: CareShape): CareValue => {
  const narrowed = shape.when === undefined ? {} : { when: condition(shape.when) };
  return { ...shape, ...narrowed, id, ...spellOf(shape), clause: share(shape.clause) } as unknown as CareValue;
};

/** A section under its parent's, key by key. */
function under<S, T extends Spell>(name: string, region: Region, own: Versions<S>, parents: Lines<T>, make: (key: string, shape: S) => T): Lines<T> {
  const keys = [...new Set([...parents.keys(), ...own.keys()])].sort();
  return new Map(keys.map((key) => {
    const mine = (own.get(key) ?? []).map(({ value }) => make(key, value));
    const off = (region.off.get(`${name}.${key}`) ?? []).map(({ value }) => spellOf(value));
    return [key, inherit(mine.map((one) => withinTerm(one, region)), off, parents.get(key) ?? [])];
  }));
}

/** A value without an end of its own ends with its document. */
function withinTerm<T extends Spell>(value: T, region: Region): T {
  const { to } = spellOf(region.term);
  return to === null || value.to !== null ? value : { ...value, to };
}

function careUnder(region: Region, parent: Resolved | null, share: Share): Resolved['care'] {
  return Object.fromEntries(CARE_SECTIONS.map((name) => {
    const own: Versions<CareShape> = region.care[name];
    return [name, under(name, region, own, parent?.care[name] ?? new Map(), toCare(share))];
  })) as Record<CareSection, Lines<CareValue>>;
}

function resolve(region: Region, parent: Resolved | null, share: Share): Resolved {
  const roles = new Map(parent?.roles);
  for (const [id, { value }] of region.roles) roles.set(id, { id, ...value });
  return {
    roles,
    required: under('required', region, region.required, parent?.required ?? new Map(), toRequired(share)),
    rules: under('rules', region, region.rules, parent?.rules ?? new Map(), toRule(share)),
    settings: under('settings', region, region.settings, parent?.settings ?? new Map(), toSetting(share)),
    care: careUnder(region, parent, share),
  };
}

/** What a region may switch off: roles a household must have, rules, and whatever is said of care. A setting always has a value. */
function knows(parent: Resolved | null, name: string): boolean {
  const [section, ...key] = name.split('.');
  const lines = parent && { rules: parent.rules, required: parent.required, ...parent.care };
  return lines !== null && Object.hasOwn(lines, section!) && lines[section as keyof typeof lines].has(key.join('.'));
}

function checkOff(region: Region, parent: Resolved | null): PackProblem[] {
  return [...region.off].filter(([name]) => !knows(parent, name)).map(([key, list]) => problem('off.nothing', list[0]!.at(), { key }));
}

function checkSettings(region: Region, resolved: Resolved): PackProblem[] {
  return SETTING_KEYS.flatMap((key) => {
    const gap = firstGap(resolved.settings.get(key) ?? [], spellOf(region.term));
    return gap === null ? [] : [problem('setting.missing', region.at('term'), { key, from: toDay(gap) })];
  });
}

const valueOn = (resolved: Resolved, key: SettingKey, from: Spell['from']): number | undefined =>
  resolved.settings.get(key)?.find((one) => includes(one, from))?.value;

/** The engine wants one record a spell: a new one begins wherever any of the numbers changes. */
function settingSpells(resolved: Resolved): Settings[] {
  const days = turns([...resolved.settings.values()].flat());
  return days.flatMap((from, index) => {
    const to = index + 1 < days.length ? ((days[index + 1]! - 1) as Spell['from']) : null;
    const values = SETTING_KEYS.map((key) => [key, valueOn(resolved, key, from)] as const);
    if (values.some(([, value]) => value === undefined)) return [];
    return [{ from, to, ...(Object.fromEntries(values) as Record<SettingKey, number>) }];
  });
}

const toPack = (region: Region, resolved: Resolved): Pack => ({
  id: region.id,
  title: region.title,
  roles: [...resolved.roles.values()],
  required: [...resolved.required.values()].flat(),
  rules: [...resolved.rules.values()].flat(),
  settings: settingSpells(resolved),
});

function toSheet(region: Region, resolved: Resolved, chain: readonly Region[], share: Share): PackSheet {
  return {
    id: region.id, title: region.title, region: region.region, parent: region.parent, term: region.term,
    documents: Object.assign({}, ...[...chain].reverse().map((one) => one.documents)),
    settings: [...resolved.settings.values()].flat(),
    off: [...region.off].flatMap(([key, list]) => list.map(({ value }) => ({ key, ...spellOf(value), clause: share(value.clause) }))),
    care: Object.fromEntries(CARE_SECTIONS.map((name) => [name, [...resolved.care[name].values()].flat()])) as unknown as CareSheet,
  };
}

const nothing = (problems: readonly PackProblem[]): Compiled => ({ packs: {}, sheets: {}, cases: [], problems: inOrder(problems) });
const inOrder = (problems: readonly PackProblem[]): PackProblem[] =>
  [...problems].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));

function compileRegions(regions: ReadonlyMap<string, Region>): Compiled {
  const share = sharing();
  const done = new Map<string, Resolved>();
  const problems: PackProblem[] = [];
  const visit = (region: Region): Resolved => {
    const ready = done.get(region.id);
    if (ready !== undefined) return ready;
    const parent = region.parent === null ? null : visit(regions.get(region.parent)!);
    const resolved = resolve(region, parent, share);
    problems.push(...checkOff(region, parent), ...checkSettings(region, resolved));
    done.set(region.id, resolved);
    return resolved;
  };
  const all = [...regions.values()].map((region) => ({ region, resolved: visit(region) }));
  if (problems.length > 0) return nothing(problems);
  const { cases, problems: caseProblems } = checkCases([...regions.values()]);
  return {
    packs: Object.fromEntries(all.map(({ region, resolved }) => [region.id, toPack(region, resolved)])),
    sheets: Object.fromEntries(all.map(({ region, resolved }) => [region.id, toSheet(region, resolved, lineage(region, regions), share)])),
    cases,
    problems: inOrder(caseProblems),
  };
}

/**
 * Reads the packs below `root` (one folder a region) and compiles them for the engine. Problems are found in steps, each
 * over all packs: shape of the files, parents, references, inheritance, cases; a step runs only when those before it found none,
 * so that one mistake is told once.
 */
export async function compile(root: string, base?: string): Promise<Compiled> {
  const read = await readPacks(root, base);
  if (read.problems.length > 0) return nothing(read.problems);
  const gathered = read.folders.map(gather);
  const regions = new Map(gathered.flatMap(({ region }) => (region === null ? [] : [[region.id, region] as const])));
  const steps = [
    () => gathered.flatMap((one) => one.problems),
    () => checkParents(regions),
    () => [...regions.values()].flatMap((region) => checkReferences(region, regions)),
  ];
  for (const step of steps) {
    const problems = step();
    if (problems.length > 0) return nothing(problems);
  }
  return compileRegions(regions);
}
