#!/usr/bin/env node
// npm run bench: every bench/*/index.ts, or the ones named; one JSON line for each figure.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { checkNode, ensureInstalled, note, root } from './install.mjs';

checkNode();
await ensureInstalled();
const wanted = process.argv.slice(2);
const found = readdirSync(join(root, 'bench')).filter((name) => existsSync(join(root, 'bench', name, 'index.ts')));
const unknown = wanted.filter((name) => !found.includes(name));
if (unknown.length > 0) {
  note(`没有这样的测量：${unknown.join(' ')}；可选：${found.join(' ')}  No such benchmark; there are: ${found.join(' ')}`);
  process.exit(2);
}
const { buildBenches } = await import('./build.mjs');
const names = wanted.length > 0 ? wanted : found;
const programOf = await buildBenches(names);
let failed = 0;
for (const name of names) {
  // One after the other, each in a process of its own: figures taken side by side measure each other.
  const child = spawn(process.execPath, [programOf(name)], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
