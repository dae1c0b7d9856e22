import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { problem } from './policies.problems.rules.ts';
import { packFile } from './policies.schema.ts';
import type { PackFileShape, PackProblem, ProblemCode } from './policies.schema.ts';

type Path = readonly PropertyKey[];

/** One YAML file that has the right shape; `line` finds where a value of it stands. */
export interface PackFile {
  /** Below the packs folder, as `sixian/rules.yaml`. */
  readonly path: string;
  readonly content: PackFileShape;
  readonly line: (path: Path) => number;
}

interface Place { readonly offset: number; readonly found: boolean; readonly node?: unknown }

/** Where the value at `path` stands: its key's place, or the nearest place above it that exists. */
function locate(document: Document, path: Path): Place {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    // A clause written once and pointed at is at fault where it is written.
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (pair === undefined) return { offset, found: false };
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[step as number];
      if (node === undefined) return { offset, found: false };
      offset = (node as { range?: [number, number, number] }).range?.[0] ?? offset;
    } else return { offset, found: false };
  }
  return { offset, found: true, node };
}

/** What was expected, in signs that read the same in both languages. */
function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.join(' | ');
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`;
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`;
  if (issue.code === 'invalid_format') return issue.pattern ?? issue.format;
  return issue.code;
}

function codeOf(issue: z.core.$ZodIssue, found: boolean): ProblemCode {
  if (!found) return issue.path.at(-1) === 'clause' ? 'clause.missing' : 'field.missing';
  return issue.message === 'day.invalid' ? 'day.invalid' : 'value.invalid';
}

function shapeProblems(issue: z.core.$ZodIssue, document: Document, at: (offset: number) => { file: string; line: number }): PackProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem('key.unknown', at(locate(document, [...issue.path, key]).offset), { key }));
  }
  const { offset, found, node } = locate(document, issue.path);
  const code = codeOf(issue, found);
  const name = issue.path.findLast((step) => typeof step === 'string') ?? '';
  const value = isScalar(node) ? String(node.value) : '…';
  const key = code === 'day.invalid' ? value : name;
  return [problem(code, at(offset), { key, value, detail: expected(issue) })];
}

function syntaxProblems(document: Document, source: string, at: (offset: number) => { file: string; line: number }): PackProblem[] {
  const broken = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  // After the first broken line the parser guesses; what it says further down would only mislead.
  if (broken !== undefined) return [problem('file.syntax', at(broken.pos[0]), { detail: broken.code, said: broken.message })];
  return document.errors.map(({ pos }) =>
    problem('key.duplicate', at(pos[0]), { key: source.slice(pos[0]).match(/^[^:\s]+/)?.[0] ?? '' }));
}

/** A clause that five values point at is wrong in one place and said once. */
const once = (problems: readonly PackProblem[]): PackProblem[] => [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];

/** Reads the text of one file; problems instead of content when it is not a pack file. */
export function parsePackFile(path: string, source: string): { file: PackFile | null; problems: PackProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => ({ file: path, line: lines.linePos(offset).line });
  const syntax = syntaxProblems(document, source, at);
  if (syntax.length > 0) return { file: null, problems: syntax };
  const parsed = packFile.safeParse(document.toJS() ?? {});
  if (!parsed.success) return { file: null, problems: once(parsed.error.issues.flatMap((issue) => shapeProblems(issue, document, at))) };
  const line = (to: Path) => lines.linePos(locate(document, to).offset).line;
  return { file: { path, content: parsed.data, line }, problems: [] };
}

/** One folder below the packs folder with its files, in the order of their names. */
export interface PackFolder {
  readonly name: string;
  readonly files: readonly PackFile[];
}

async function readFolder(root: string, name: string): Promise<{ folder: PackFolder; problems: PackProblem[] }> {
  const names = (await readdir(join(root, name))).filter((file) => file.endsWith('.yaml')).sort();
  const read = await Promise.all(names.map(async (file) =>
    parsePackFile(`${name}/${file}`, await readFile(join(root, name, file), 'utf8'))));
  const problems = read.flatMap((one) => one.problems);
  if (!names.includes('pack.yaml')) problems.push(problem('pack.missing', { file: `${name}/pack.yaml`, line: 1 }, { folder: name }));
  return { folder: { name, files: read.flatMap((one) => one.file ?? []) }, problems };
}

async function packNames(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name).sort();
}

type Read = Awaited<ReturnType<typeof readFolder>>;

const parentsOf = (read: readonly Read[]): string[] => read.flatMap(({ folder }) => folder.files.flatMap(({ content }) => content.parent ?? []));

/** The parents that are named and not there, from `base`, and theirs: whoever writes one region brings no copy of the national rules along. */
async function withParents(read: readonly Read[], base: string): Promise<readonly Read[]> {
  const here = new Set(read.map(({ folder }) => folder.name));
  const there = await packNames(base);
  const wanted = [...new Set(parentsOf(read))].filter((name) => !here.has(name) && there.includes(name));
  if (wanted.length === 0) return read;
  return withParents([...read, ...(await Promise.all(wanted.map((name) => readFolder(base, name))))], base);
}

/** A folder of packs, or the folder of a single one. */
async function packsBelow(root: string): Promise<{ root: string; names: string[] }> {
  const whole = resolve(root);
  const single = await readFile(join(whole, 'pack.yaml')).then(() => true, () => false);
  return single ? { root: dirname(whole), names: [basename(whole)] } : { root, names: await packNames(root) };
}

/**
 * Reads every pack below `folder`, one folder a region; folders beginning with a dot are not packs. A parent that is not among them is looked
 * for below `base`.
 */
export async function readPacks(folder: string, base?: string): Promise<{ folders: PackFolder[]; problems: PackProblem[] }> {
  const { root, names } = await packsBelow(folder);
  if (names.length === 0) return { folders: [], problems: [problem('pack.missing', { file: root, line: 1 }, { root })] };
  const own = await Promise.all(names.map((name) => readFolder(root, name)));
  const read = base === undefined ? own : await withParents(own, base);
  return { folders: read.map((one) => one.folder), problems: read.flatMap((one) => one.problems) };
}
