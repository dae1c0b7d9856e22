import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { SCHEMA } from './migrate.ts';
import { projectRoot } from './migrate-root.ts';

/** The row types of every table, as kysely-codegen reads them from the catalogue. */
export async function generateRowTypes(ownerUrl: string): Promise<string> {
  const file = join(tmpdir(), `lianxin-types-${process.pid}-${Math.random().toString(36).slice(2)}.ts`);
  const program = join(projectRoot(), 'node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js');
  const options = ['--dialect', 'postgres', '--url', ownerUrl, '--default-schema', SCHEMA, '--include-pattern', `${SCHEMA}.*`, '--camel-case', '--date-parser', 'string', '--out-file', file];
  try {
    await promisify(execFile)(process.execPath, [program, ...options], { cwd: projectRoot() });
    return await readFile(file, 'utf8');
  } finally {
    await rm(file, { force: true });
  }
}
