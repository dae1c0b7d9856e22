import { Command, CommanderError } from 'commander';
import { addBackup } from './backup.command.ts';
import { addCare } from './care.command.ts';
import { addDemo } from './demo.command.ts';
import { EXIT, explain } from './command.ts';
import { addKeys } from './keys.command.ts';
import { addLedgers } from './ledger.command.ts';
import { addOffice } from './office.command.ts';
import { addPacks } from './packs.command.ts';
import { addServe } from './serve.command.ts';
import { languageOf, terminalIn } from './terminal.ts';
import { programVersion } from '../serve.ts';

/** The command line: one line a group of commands. */
function commandLine(): Command {
  const program = new Command('lianxin')
    .description('连心：计划生育特殊家庭扶助工作系统\nLianxin: care for families whose only child has died or is disabled')
    .version(programVersion())
    .showHelpAfterError()
    .exitOverride();
  for (const add of [addServe, addDemo, addPacks, addCare, addLedgers, addOffice, addBackup, addKeys]) add(program);
  return program;
}

/** Runs one command line. Leaves its code in process.exitCode: 0 done, 1 problems found, 2 wrong usage. A server goes on after this returns. */
export async function runLine(args: readonly string[]): Promise<void> {
  try {
    await commandLine().parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = failed(error, args);
  }
}

function failed(error: unknown, args: readonly string[]): number {
  // commander has already said what was wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const said = explain(error);
  const asked = args[args.indexOf('--lang') + 1];
  terminalIn(languageOf(args.includes('--lang') ? asked : undefined, process.env)).say(said?.text ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return said?.code ?? EXIT.problems;
}
