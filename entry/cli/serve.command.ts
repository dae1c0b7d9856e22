import type { Command } from 'commander';
import { stopOnSignals } from '../../platform/database/supervisor-signals.ts';
import { serve } from '../serve.ts';
import { serveText } from '../serve.text.ts';
import { EXIT, langOption, settingsNow, terminalFor, type CommonOptions } from './command.ts';

/** `serve [--demo]`: runs until a signal ends it. */
export function addServe(program: Command): void {
  program.command('serve').summary('启动服务 / run the server')
    .option('--demo', '空的数据文件夹里先放入演示县 / fill an empty data folder with the demo county')
    .addOption(langOption())
    .action(async (options: CommonOptions & { demo?: boolean }) => {
      const terminal = terminalFor(options);
      const served = serve({
        settings: settingsNow(), demo: options.demo === true, say: terminal.say, print: terminal.print,
        onLost: () => process.exit(EXIT.problems),
      });
      // From the first moment: a Ctrl-C while the database starts must not leave it running.
      stopOnSignals(async () => {
        terminal.say(serveText.stopping());
        await (await served).stop();
      });
      await served;
    });
}
