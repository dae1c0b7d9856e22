import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** One file of the project; `path` is relative to its root, with forward slashes. */
export type Source = { readonly path: string; readonly text: string };

/** What a rule found, ready to print: `path:line what is wrong`. */
export type Finding = string;
export type Rule = (source: Source) => Finding[];

const FOLDERS = ['engine', 'modules', 'platform', 'entry', 'tests', 'bench', 'db', 'packs', 'docs'];
const KEPT = /\.(ts|tsx|mjs|css|sql|yaml|md)$/;

/** Every file people write, wherever the clone came from (no git needed). */
export function projectSources(root: string): Source[] {
  const files = FOLDERS.flatMap((folder) => filesBelow(root, folder));
  return files.filter((path) => KEPT.test(path)).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function filesBelow(root: string, folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'));
}

const parsed = new WeakMap<Source, ts.SourceFile>();

/** The syntax tree, parsed once for all rules. */
export function treeOf(source: Source): ts.SourceFile {
  const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = parsed.get(source) ?? ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ESNext, true, kind);
  parsed.set(source, tree);
  return tree;
}

/** Calls `visit` on every node of the file. */
export function walk(source: Source, visit: (node: ts.Node) => void): void {
  const down = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, down);
  };
  down(treeOf(source));
}

export function finding(source: Source, node: ts.Node, what: string): Finding {
  const { line } = treeOf(source).getLineAndCharacterOfPosition(node.getStart(treeOf(source)));
  return `${source.path}:${line + 1} ${what}`;
}

export type Side = 'test' | 'browser' | 'shared' | 'server';

/** Where a file's code runs, told by its name. The one exception is what every use case throws: a class without a machine under it. */
export function sideOf(path: string): Side {
  if (/\.test\.tsx?$/.test(path) || /^(tests|bench)\//.test(path)) return 'test';
  if (/\.(schema|rules|text)\.ts$/.test(path) || path === 'platform/problem.ts') return 'shared';
  if (/(\.tsx|\.web\.ts)$/.test(path) || /^entry\/(web|phone)\//.test(path)) return 'browser';
  return 'server';
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path);
