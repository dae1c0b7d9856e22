import { resolve } from 'node:path';
import { toNumber, type Day } from '@lianxin/engine';
import type { Command } from 'commander';
import type { PolicyBook } from '../../modules/policies/policies.schema.ts';
import { checkPacks, checkText, loadBook, packsFolder } from '../../modules/policies/policies.service.ts';
import { showPack, showText } from '../../modules/policies/policies.show.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { dayArgument, EXIT, printing, sourceArgument, terminalFor, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import { addImpact } from './impact.command.ts';

/** `packs check`, `packs show`: for people who write policy packs; neither needs a database. `packs impact` looks at real households. */
export function addPacks(program: Command): void {
  const packs = program.command('packs').summary('政策包 / policy packs');
  printing(packs.command('check').argument('[dir]', '政策包文件夹 / folder of packs', sourceArgument)
    .summary('检查政策包并跑完算例 / validate packs and run their cases'))
    .action(async (folder: string | undefined, options: CommonOptions) => {
      const root = folder === undefined ? packsFolder() : resolve(folder);
      const result = await checkPacks(root, packsFolder());
      const terminal = terminalFor(options);
      if (options.json) terminal.json(result);
      else terminal.print(checkText(result));
      process.exitCode = result.ok ? EXIT.done : EXIT.problems;
    });
  printing(packs.command('show').argument('<region>', '政策包或地区 / pack or region')
    .summary('某一天起作用的规定 / what is in force on a day').option('--on <day>', '哪一天 / the day', dayArgument))
    .action(async (region: string, options: CommonOptions & { on?: Day }) => {
      const book = await loadBook();
      const view = showPack(book, packNamed(book, region), toNumber(options.on ?? systemClock().today()))!;
      const terminal = terminalFor(options);
      if (options.json) terminal.json(view);
      else terminal.print(showText(view));
    });
  addImpact(packs);
}

/** By id, or by any name of the pack or its region. */
function packNamed(book: PolicyBook, region: string): string {
  const found = Object.entries(book.sheets).find(([id, { title, region: place }]) => [id, title.zh, title.en, place.zh, place.en].includes(region));
  if (!found) throw new Failure(failureText.packUnknown(region, Object.keys(book.packs)), true);
  return found[0];
}
