#!/usr/bin/env node
// npm start: from a bare clone to a running house.
import { checkNode } from './install.mjs';

checkNode();
const { launch } = await import('./launch.mjs');
await launch(['serve', '--demo', ...process.argv.slice(2)]);
