import { fileURLToPath } from 'node:url';
import { toDay } from '@lianxin/engine';
import type { Clause, Day, DayNumber, RequiredRole, Role, Rule, Spell, Text } from '@lianxin/engine';
import { festivals } from '../../platform/calendar/festivals.rules.ts';
import { CARE_SECTIONS } from './care.schema.ts';
import type { CareSheet } from './care.schema.ts';
import { runCases } from './policies.cases.ts';
import { compile } from './policies.compile.ts';
import type { Compiled } from './policies.compile.ts';
import type { PackProblem, PackSheet, PolicyBook, SettingValue } from './policies.schema.ts';
import { includes } from './policies.spells.rules.ts';

// The allowance began in 2008, so no served day is earlier; tyme4ts is exact far beyond the end, a program is not run so long.
const FIRST_YEAR = 2008;
const LAST_YEAR = 2050;

/** The packs of this source tree; a bundled program passes the folder instead, since its own file has moved. */
const packsHere = (): string => fileURLToPath(new URL('../../packs/', import.meta.url));

/** The packs cannot be used; `problems` says where and what. */
export class PackError extends Error {
  readonly code = 'packs.invalid';
  readonly problems: readonly PackProblem[];
  constructor(problems: readonly PackProblem[]) {
    super(problems.map(problemLine('zh')).join('\n'));
    this.problems = problems;
  }
}

const bookOf = ({ packs, sheets }: Compiled): PolicyBook => ({ packs, sheets, festivals: festivals(FIRST_YEAR, LAST_YEAR) });
const books = new Map<string, Promise<PolicyBook>>();

/**
 * The packs below `root`, compiled once a process; throws PackError when any file is wrong, so that no office runs on half
 * of its rules.
 */
export function loadBook(root: string = packsHere()): Promise<PolicyBook> {
  const known = books.get(root) ?? compile(root).then((compiled) => {
    if (compiled.problems.length > 0) throw new PackError(compiled.problems);
    return bookOf(compiled);
  });
  books.set(root, known);
  // A mended pack must not need a restart.
  known.catch(() => books.delete(root));
  return known;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly packs: readonly string[];
  readonly problems: readonly PackProblem[];
  readonly cases: { readonly passed: number; readonly failed: readonly PackProblem[] };
}

/** Validates the packs below `root` and runs their cases (`packs check`). */
export async function checkPacks(root: string = packsHere()): Promise<CheckResult> {
  const compiled = await compile(root);
  const cases = compiled.problems.length > 0 ? { passed: 0, failed: [] } : runCases(compiled.cases, bookOf(compiled));
  const ok = compiled.problems.length === 0 && cases.failed.length === 0;
  return { ok, packs: Object.keys(compiled.packs), problems: compiled.problems, cases };
}

const problemLine = (language: keyof Text) => ({ file, line, code, message }: PackProblem): string =>
  `${file}:${line} ${code} ${message[language]}`;

/** The result of a check as people read it, one text in each language. */
export function checkText({ packs, problems, cases }: CheckResult): Text {
  const all = [...problems, ...cases.failed];
  const text = (language: keyof Text, summary: string) => [...all.map(problemLine(language)), summary].join('\n');
  return {
    zh: text('zh', `政策包 ${packs.length} 个，问题 ${problems.length} 处，算例相符 ${cases.passed} 个、不符 ${cases.failed.length} 个`),
    en: text('en', `${packs.length} packs, ${problems.length} problems, ${cases.passed} cases hold, ${cases.failed.length} do not`),
  };
}

/** What is in force under one pack on a day, each value with its clause (`packs show`). */
export interface PackView {
  readonly pack: Omit<PackSheet, 'settings' | 'off' | 'care'>;
  readonly on: Day;
  readonly roles: readonly Role[];
  readonly rules: readonly InForce<Rule>[];
  readonly required: readonly InForce<RequiredRole>[];
  readonly settings: readonly InForce<SettingValue>[];
  readonly off: readonly InForce<PackSheet['off'][number]>[];
  readonly care: CareView;
}
export type CareView = { readonly [S in keyof CareSheet]: readonly InForce<CareSheet[S][number]>[] };

/** A dated value with its days written out. */
export type InForce<T> = Omit<T, 'from' | 'to'> & { readonly from: Day; readonly to: Day | null };

const inForce = <T extends Spell>(values: readonly T[], on: DayNumber): InForce<T>[] =>
  values.filter((one) => includes(one, on)).map((one) => ({ ...one, from: toDay(one.from), to: one.to === null ? null : toDay(one.to) }));

/** Null when the book has no pack of that id. */
export function showPack(book: PolicyBook, packId: string, on: DayNumber): PackView | null {
  if (!Object.hasOwn(book.packs, packId)) return null;
  const { roles, rules, required } = book.packs[packId]!;
  const { settings, off, care, ...pack } = book.sheets[packId]!;
  return {
    pack, on: toDay(on), roles, rules: inForce(rules, on), required: inForce(required, on),
    settings: inForce(settings, on), off: inForce(off, on),
    care: Object.fromEntries(CARE_SECTIONS.map((name) => [name, inForce<Spell>(care[name], on)])) as unknown as CareView,
  };
}

const clauseText = ({ document, article, summary, mark }: Clause, language: keyof Text): string =>
  `  ${document} ${article} [${mark}] ${summary[language]}`;

const HEADINGS = {
  required: { zh: '必备岗位', en: 'Required role' },
  leader: { zh: '须由党政领导担任', en: 'a leader' },
  key: { zh: '限重点家庭', en: 'key households' },
  setting: { zh: '数值', en: 'Setting' },
  off: { zh: '不适用', en: 'Switched off' },
} as const;

function viewLines({ pack, on, roles, rules, required, settings, off }: PackView, language: keyof Text): string[] {
  const word = (name: keyof typeof HEADINGS) => HEADINGS[name][language];
  const role = (id: string) => roles.find((one) => one.id === id)?.title[language] ?? id;
  const narrowed = ({ leader, when }: Pick<RequiredRole, 'leader' | 'when'>) =>
    [...(when?.flags ?? []).map((flag) => (flag === 'key' ? word('key') : flag)), ...(leader ? [word('leader')] : [])].map((one) => ` · ${one}`).join('');
  return [
    `${pack.title[language]} (${pack.id}) ${on}`,
    ...rules.flatMap((rule) => [`${rule.id}  ${rule.title[language]}`, clauseText(rule.clause, language)]),
    ...required.flatMap((one) => [`${word('required')}  ${role(one.role)}${narrowed(one)}`, clauseText(one.clause, language)]),
    ...settings.flatMap((one) => [`${word('setting')}  ${one.key} = ${one.value}`, clauseText(one.clause, language)]),
    ...off.flatMap((one) => [`${word('off')}  ${one.key}`, clauseText(one.clause, language)]),
  ];
}

/** A view as people read it, one text in each language. */
export const showText = (view: PackView): Text => ({ zh: viewLines(view, 'zh').join('\n'), en: viewLines(view, 'en').join('\n') });
