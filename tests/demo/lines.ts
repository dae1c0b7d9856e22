import { runLine } from '../../entry/cli/line.ts';

let said = { out: '', err: '' };
process.stdout.write = ((text: string) => (said.out += text, true)) as typeof process.stdout.write;
process.stderr.write = ((text: string) => (said.err += text, true)) as typeof process.stderr.write;

/** Each message is one command line; its answer says what a process of its own would have left behind. */
process.on('message', async (args: string[]) => {
  said = { out: '', err: '' };
  process.exitCode = 0;
  await runLine(args);
  process.send!({ code: process.exitCode, ...said });
  process.exitCode = 0;
});
