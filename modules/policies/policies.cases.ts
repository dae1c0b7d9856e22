import { coverage, duties, toDay } from '@lianxin/engine';
import type { Assignment, Book, DayNumber, HouseholdFacts, Visit } from '@lianxin/engine';
import { actualEntitled, actualFields, fieldsText } from './care.cases.ts';
import { number } from './policies.gather.ts';
import type { Region, Sourced, Versions } from './policies.gather.ts';
import { problem } from './policies.problems.rules.ts';
import { SETTING_KEYS } from './policies.schema.ts';
import type { CaseDay, CaseShape, PackProblem, PolicyBook, SettingKey, WorkedCase } from './policies.schema.ts';
import { includes } from './policies.spells.rules.ts';

interface Version { readonly of: string; readonly from: string; readonly at: Sourced<unknown>['at'] }

function versionsOf({ required, rules, settings, off, care }: Region): Version[] {
  const sections: Record<string, Versions<{ readonly from: string }>> = { required, rules, settings, off, ...care };
  return Object.entries(sections).flatMap(([section, keys]) =>
    [...keys].flatMap(([key, list]) => list.map(({ value, at }) => ({ of: `${section}.${key}`, from: value.from, at }))));
}

const name = (of: string, from: string) => `${of} ${from}`;

/** The case holds two days in a row that show the value beginning. */
function showsStart(of: string, { days, from }: CaseShape): boolean {
  return days.some((first, index) => {
    const before = days[index - 1];
    if (before === undefined || number(before.on) + 1 !== number(first.on)) return false;
    if (!of.startsWith('rules.')) return first.on === from;
    // A calendar window belongs to the rule in force on its first day, so a rule may first owe something weeks after it began.
    const starts = first.on >= from && (first.duties ?? []).some((duty) => duty.first === first.on);
    return starts && (before.duties ?? []).every((duty) => duty.first < from);
  });
}

function casesOf(region: Region): { cases: WorkedCase[]; problems: PackProblem[] } {
  const versions = versionsOf(region);
  const known = new Set(versions.map((version) => name(version.of, version.from)));
  const shown = new Set(region.cases.flatMap(({ value }) => value.of.filter((of) => showsStart(of, value)).map((of) => name(of, value.from))));
  const unknown = region.cases.flatMap(({ value, at }) =>
    value.of.filter((of) => !known.has(name(of, value.from))).map((of) => problem('case.unknown', at('of'), { key: of, from: value.from })));
  const missing = versions.filter((version) => !shown.has(name(version.of, version.from)))
    .map(({ of, from, at }) => problem('case.missing', at(), { key: of, from }));
  const cases = region.cases.map(({ value, at }) =>
    ({ ...value, packId: region.id, file: at().file, lines: value.days.map((_, index) => at('days', index).line) }));
  return { cases, problems: [...unknown, ...missing] };
}

/** Every version of every dated value has a case that shows its first day and the day before. */
export function checkCases(regions: readonly Region[]): { cases: WorkedCase[]; problems: PackProblem[] } {
  const found = regions.map(casesOf);
  return { cases: found.flatMap((one) => one.cases), problems: found.flatMap((one) => one.problems) };
}

const since = (from: DayNumber) => ({ from, to: null });

function visitFacts(visits: CaseShape['given']['visits']): Visit[] {
  return visits.map(({ on, kind, by, purposes, outcome }, index) =>
    ({ id: `visit${index}`, day: number(on), kind, outcome, purposes, participants: [by], declined: [], voided: false }));
}

/** The case's household, as it stands on one of its days; each role's only worker is named after the role. */
function factsOf({ packId, given }: WorkedCase, on: DayNumber): HouseholdFacts {
  const from = number(given.served);
  const held = [...new Set([...given.assigned, ...given.leaders])];
  const assignments: Assignment[] = held.map((role) =>
    ({ id: role, role, workerId: role, leader: given.leaders.includes(role), ...since(from) }));
  return {
    id: 'household',
    served: [since(from)],
    residence: [{ kind: given.away ? 'away' : 'local', ...since(from) }],
    flags: given.flags.map((key) => ({ key, ...since(from) })),
    members: [{ id: 'member', birthDay: given.born === undefined ? null : number(given.born), deathDay: null, flags: [] }],
    assignments,
    visits: visitFacts(given.visits),
    events: given.happens === undefined ? [] : [{ id: 'event', kind: given.happens, day: on, role: null, doneOn: null }],
    accommodations: [],
    excuses: [],
    packs: [{ packId, ...since(from) }],
  };
}

type Answer = string;
const asText = (duties: readonly { first: string | number; last: string | number; state: string }[]): Answer =>
  duties.length === 0 ? '—' : [...duties].map(({ first, last, state }) => `${first}..${last} ${state}`).sort().join(', ');

function actualDuties(rule: string, book: Book, facts: HouseholdFacts, on: DayNumber): Answer {
  const answer = duties(facts, book, { from: on, to: on }, on);
  return asText(answer.duties.filter((duty) => duty.rule === rule).map(({ first, last, state }) => ({ first: toDay(first), last: toDay(last), state })));
}

function actualMissing(book: Book, facts: HouseholdFacts, on: DayNumber): Answer {
  const roles = coverage(facts, book, on).roles.filter((role) => !role.held || role.leaderMissing).map(({ role }) => role);
  return [...new Set(roles)].sort().join(', ') || '—';
}

function actualValue(key: string, book: Book, packId: string, on: DayNumber): Answer {
  const spell = book.packs[packId]!.settings.find((one) => includes(one, on));
  return spell !== undefined && (SETTING_KEYS as readonly string[]).includes(key) ? String(spell[key as SettingKey]) : '—';
}

const SECTION = /^(?:off\.)?[a-z]+\./i;

/** What a day of a case says and what is so, as the same kind of text: [expected, actual] for each thing said. */
function compare(one: WorkedCase, of: string, said: CaseDay, book: PolicyBook): [Answer, Answer][] {
  const on = number(said.on);
  const facts = factsOf(one, on);
  const key = of.replace(SECTION, '');
  const pairs: [Answer, Answer][] = [];
  if (said.duties !== undefined) pairs.push([asText(said.duties), actualDuties(key, book, facts, on)]);
  if (said.missing !== undefined) pairs.push([[...said.missing].sort().join(', ') || '—', actualMissing(book, facts, on)]);
  if (said.value !== undefined) pairs.push([said.value === null ? '—' : String(said.value), actualValue(key, book, one.packId, on)]);
  if (said.is !== undefined) pairs.push([fieldsText(said.is), actualFields(of, book, one.packId, on)]);
  if (said.entitled !== undefined) pairs.push([[...said.entitled].sort().join(', ') || '—', actualEntitled(one, book, on)]);
  return pairs;
}

/** Runs the cases against the compiled packs; `passed` counts the days of cases that hold, each failure names its line. */
export function runCases(cases: readonly WorkedCase[], book: PolicyBook): { passed: number; failed: PackProblem[] } {
  const checks = cases.flatMap((one) => one.of.flatMap((of) => one.days.map((said, index) => {
    const at = { file: one.file, line: one.lines[index] ?? 1 };
    return compare(one, of, said, book).filter(([expected, actual]) => expected !== actual)
      .map(([expected, actual]) => problem('case.failed', at, { key: of, on: said.on, expected, actual }));
  })));
  return { passed: checks.filter((failures) => failures.length === 0).length, failed: checks.flat() };
}
