import type { Command } from 'commander';
import { openDemoAccounts } from '../demo/accounts.ts';
import { fillDemo } from '../demo/fill.ts';
import { COUNTY, TOWNSHIPS, townshipCode } from '../demo/places.ts';
import { numberArgument, onGround, printing, settingsNow, terminalFor, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';

interface DemoOptions extends CommonOptions {
  readonly households: number;
  readonly seed: number;
  readonly pack: string;
}

/** `demo`: fills an empty data folder with the invented county and prints who may sign in. */
export function addDemo(program: Command): void {
  printing(program.command('demo').summary('在空的数据文件夹里放入演示县 / fill an empty data folder with the demo county'))
    .option('--households <n>', '户数 / how many', numberArgument(1, 1_000_000), 500)
    .option('--seed <s>', '随机种子 / seed', numberArgument(0, 2_147_483_647), 1)
    .option('--pack <id>', '县里采用的政策包 / the pack of the county', 'sixian')
    .action(async (options: DemoOptions) => {
      const terminal = terminalFor(options);
      const { databaseUrl, demo } = settingsNow();
      if (databaseUrl && demo !== '1') throw new Failure(failureText.demoRefused());
      await onGround(async (ground) => {
        const { countyId } = await fillDemo(ground, { households: options.households, seed: options.seed, packId: options.pack }, terminal.say);
        const accounts = await openDemoAccounts(ground, countyId);
        if (options.json) terminal.json(demoAnswer(accounts));
        else for (const one of accounts) terminal.print({ zh: `${one.username}  ${one.password}  ${one.place} ${one.title.zh}`, en: `${one.username}  ${one.password}  ${one.title.en}, ${one.place}` });
      });
    });
}

const demoAnswer = (accounts: Awaited<ReturnType<typeof openDemoAccounts>>) => ({
  county: { code: COUNTY.divisionCode, name: COUNTY.name },
  townships: TOWNSHIPS.map(({ name }, index) => ({ code: townshipCode(index), name })),
  accounts: accounts.map(({ username, password, post, division }) => ({ username, password, post, division })),
});
