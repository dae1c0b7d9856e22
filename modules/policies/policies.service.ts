import { join } from 'node:path';
import type { Text } from '@lianxin/engine';
import { festivals } from '../../platform/calendar/festivals.rules.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { runCases } from './policies.cases.ts';
import { compile } from './policies.compile.ts';
import type { Compiled } from './policies.compile.ts';
import type { PackProblem, PolicyBook } from './policies.schema.ts';

// The allowance began in 2008, so no served day is earlier; tyme4ts is exact far beyond the end, a program is not run so long.
const FIRST_YEAR = 2008;
const LAST_YEAR = 2050;

/** The packs that come with the program. */
export const packsFolder = (): string => join(projectRoot(), 'packs');

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
export function loadBook(root: string = packsFolder()): Promise<PolicyBook> {
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

/** Validates the packs below `root` and runs their cases (`packs check`); parents that are not there are taken from `base`. */
export async function checkPacks(root: string = packsFolder(), base?: string): Promise<CheckResult> {
  const compiled = await compile(root, base);
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
