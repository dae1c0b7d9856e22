import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DatabaseProblem } from './embedded-problem.ts';

export type Migration = {
  readonly name: string;
  readonly sha256: string;
  /** Sent one after the other in one transaction; `line` is where each begins in the file. */
  readonly statements: readonly { readonly sql: string; readonly line: number; }[];
};

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** On its own line, ends a statement. A mark instead of a parser: no SQL inside functions has to be understood. */
const END = /^--;;[ \t]*$/m;

/**
 * Reads the numbered migration files of a folder, in order.
 * @throws DatabaseProblem migration.name
 */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    const number = NAME.exec(name)?.[1];
    if (!number || numbers.has(number)) throw new DatabaseProblem('migration.name', { file: name });
    numbers.add(number);
    return parseMigration(name, readFileSync(join(folder, name), 'utf8'));
  });
}

/** Splits one file at its `--;;` lines; line ends are made alike, so that a checkout elsewhere has the same hash. */
export function parseMigration(name: string, text: string): Migration {
  const source = text.replaceAll('\r\n', '\n');
  let line = 1;
  const statements: { sql: string; line: number; }[] = [];
  for (const sql of source.split(END)) {
    const lead = /^\s*/.exec(sql)?.[0] ?? '';
    if (hasCode(sql)) statements.push({ sql: sql.trim(), line: line + lead.split('\n').length - 1 });
    line += sql.split('\n').length - 1;
  }
  return { name, sha256: createHash('sha256').update(source).digest('hex'), statements };
}

function hasCode(sql: string): boolean {
  return sql.split('\n').some((row) => row.trim() !== '' && !row.trim().startsWith('--'));
}
