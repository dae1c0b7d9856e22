#!/usr/bin/env node
// The command line. Prints nothing on stdout but what the command prints.
import { checkNode } from './install.mjs';

checkNode();
const { launch } = await import('./launch.mjs');
await launch(process.argv.slice(2));
