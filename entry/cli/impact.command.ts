import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Day } from '@lianxin/engine';
import type { Command } from 'commander';
import { impactOf, type Impact } from '../../modules/coverage/impact.service.ts';
import type { PolicyBook } from '../../modules/policies/policies.schema.ts';
import { checkPacks, loadBook, packsFolder } from '../../modules/policies/policies.service.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { asAccount, dayArgument, divisionArgument, numberArgument, onGround, settingsNow, sourceArgument, terminalFor, touching, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import { impactLines, impactText } from './impact.text.ts';

interface ImpactOptions extends CommonOptions {
  readonly division: string;
  readonly pack?: string;
  readonly on?: Day;
  readonly days: number;
}

// A year holds every window there is, the yearly ones and each festival once.
const A_YEAR = 365;

/** `packs impact`: what the packs of a folder would change in a place. Nothing is switched on and nothing is stored. */
export function addImpact(packs: Command): void {
  touching(packs.command('impact').argument('<dir>', '政策包文件夹 / folder of packs', sourceArgument).summary('换上这些政策包会改变什么 / what these packs would change'))
    .requiredOption('--division <code>', '区划代码 / code of the division', divisionArgument)
    .option('--pack <id>', '这里改用哪个政策包 / the pack the division would adopt')
    .option('--on <day>', '从哪天起，默认今天 / from which day, today by default', dayArgument)
    .option('--days <n>', '往后看多少天 / how many days to look at', numberArgument(1, 3 * A_YEAR), A_YEAR)
    .action((folder: string, options: ImpactOptions) => runImpact(resolve(folder), options));
}

async function runImpact(folder: string, options: ImpactOptions): Promise<void> {
  const terminal = terminalFor(options);
  const { book, failed } = await candidateBook(folder);
  const packId = chosenPack(book, await loadBook(), options.pack);
  const on = options.on ?? systemClock(settingsNow().today as Day | undefined).today();
  const impact = await onGround((ground) => asAccount(ground, options.as, 'cli.packs.impact', (ctx) =>
    impactOf(ctx, { division: options.division, candidate: book, packId, on, days: options.days })));
  if (options.json) terminal.json({ ...impact, failedCases: failed });
  else printImpact(impact, failed, terminal);
}

function printImpact(impact: Impact, failed: number, terminal: ReturnType<typeof terminalFor>): void {
  if (failed > 0) terminal.say(impactText.casesFailed(failed));
  for (const line of impactLines(impact)) terminal.print(line);
}

/** The packs of today with those of the folder over them: whoever changes one region need not bring all the others along. */
async function candidateBook(folder: string): Promise<{ book: PolicyBook; failed: number }> {
  const root = await mkdtemp(join(tmpdir(), 'lianxin-packs-'));
  try {
    await cp(packsFolder(), root, { recursive: true });
    for (const [name, from] of await packFolders(folder)) {
      await rm(join(root, name), { recursive: true, force: true });
      await cp(from, join(root, name), { recursive: true });
    }
    const book = await loadBook(root);
    return { book, failed: (await checkPacks(root)).cases.failed.length };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A folder of packs, or the folder of a single one. */
async function packFolders(folder: string): Promise<(readonly [name: string, from: string])[]> {
  if (existsSync(join(folder, 'pack.yaml'))) return [[basename(folder), folder]];
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'pack.yaml'))).map(({ name }) => [name, join(folder, name)] as const);
  if (found.length === 0) throw new Failure(impactText.noPacks(folder));
  return found;
}

/** The pack that is asked for, or the only new one; null when the folder brings nothing but other wordings of packs that are here. */
function chosenPack(candidate: PolicyBook, here: PolicyBook, asked: string | undefined): string | null {
  if (asked !== undefined && !Object.hasOwn(candidate.packs, asked)) throw new Failure(failureText.packUnknown(asked, Object.keys(candidate.packs)), true);
  if (asked !== undefined) return asked;
  const fresh = Object.keys(candidate.packs).filter((id) => !Object.hasOwn(here.packs, id));
  if (fresh.length > 1) throw new Failure(impactText.which(fresh), true);
  return fresh[0] ?? null;
}

