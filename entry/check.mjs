#!/usr/bin/env node
// npm run check: are the files derived from the migrations up to date? With --write they are made so.
import { spawn } from 'node:child_process';

import { checkNode, ensureInstalled, root } from './install.mjs';

checkNode();
await ensureInstalled();
const options = ['--import', 'tsx', 'platform/database/migrate-check.ts', ...process.argv.slice(2)];
spawn(process.execPath, options, { cwd: root, stdio: 'inherit' }).once('close', (code) => process.exit(code ?? 1));
