import { runLine } from './cli/line.ts';

await runLine(process.argv.slice(2));
