import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { uuidv7 } from 'uuidv7';
import { importLedger, type ImportedLedger } from '../../modules/imports/importLedger.ts';
import { ownRun } from '../../modules/imports/jobs.ts';
import { template as templates } from '../../modules/imports/imports.schema.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../modules/reports/formats.ts';
import { periodNamed } from '../../modules/reports/periods.rules.ts';
import { REPORTS } from '../../modules/reports/reports.service.ts';
import { careContext } from '../program.ts';
import { asAccount, divisionArgument, EXIT, onGround, sourceArgument, targetArgument, terminalFor, touching, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';
import type { Ground } from './ground.ts';
import { ledgerText } from './ledger.text.ts';

interface ImportOptions extends CommonOptions {
  readonly division: string;
  readonly template?: string;
  readonly dryRun?: boolean;
  readonly errors?: string;
}

interface ReportOptions extends CommonOptions {
  readonly division: string;
  readonly format: string;
  readonly period?: string;
  readonly out: string;
}

/** `import`, `report`: ledgers in and out, by the same steps as the pages. */
export function addLedgers(program: Command): void {
  touching(program.command('import').argument('<file>', '.xlsx .xls .csv .docx', sourceArgument).summary('导入台账 / import a ledger'))
    .requiredOption('--division <code>', '区划代码 / code of the division', divisionArgument)
    .addOption(new Option('--template <id>', '表样 / form').choices(templates.options)).option('--dry-run', '只检查，不保存 / check only, save nothing')
    .option('--errors <file>', '没有导入的行写到这个文件 / write the rows that stayed out', targetArgument)
    .action((file: string, options: ImportOptions) => runImport(file, options));
  touching(program.command('report').argument('<name>', Object.entries(REPORTS).map(([name, { title }]) => `${name} ${title.zh}`).join(', ')).summary('生成台账和报表 / write a report'))
    .requiredOption('--division <code>', '区划代码 / code of the division', divisionArgument)
    .option('--format <format>', `格式 / format: ${REPORT_FORMATS.join(', ')}`, 'xlsx').option('--period <period>', '时期：2026、2026-Q3、2026-09 / a year, a quarter or a month')
    .requiredOption('--out <file>', '写到哪里 / where to', targetArgument)
    .action((name: string, options: ReportOptions) => runReport(name, options));
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  const terminal = terminalFor(options);
  const bytes = await readFile(file);
  const result = await onGround((ground) => bring(ground, file, bytes, options));
  if (options.errors !== undefined && result.errors) await writeFile(options.errors, result.errors, { mode: 0o600 });
  const { rows, imported, updated, unchanged, skipped } = result;
  const problems = result.problems.map(({ row, column, code, value, message, severity }) => ({ row, column, code, value, message, severity }));
  if (options.json) terminal.json({ rows, imported, updated, unchanged, skipped, problems });
  else {
    for (const { message } of problems) terminal.print(message);
    terminal.print(ledgerText.result(rows, imported, updated, unchanged, skipped));
    if (options.dryRun) terminal.print(ledgerText.dry);
    if (options.errors !== undefined) terminal.print(ledgerText.errors(options.errors));
  }
  if (problems.length > 0) process.exitCode = EXIT.problems;
}

async function bring(ground: Ground, file: string, bytes: Uint8Array, options: ImportOptions): Promise<ImportedLedger> {
  const { countyId, accountId } = await asAccount(ground, options.as, 'cli.import', async (ctx) => ctx.actor);
  const run = ownRun({ machinery: ground.program, makeContext: careContext }, { countyId, accountId });
  return importLedger(run, {
    id: uuidv7(), fileName: basename(file), bytes, divisionCode: options.division, template: options.template,
  }, { dryRun: options.dryRun === true, errors: options.errors === undefined ? null : terminalFor(options).language });
}

async function runReport(name: string, options: ReportOptions): Promise<void> {
  const report = Object.hasOwn(REPORTS, name) ? REPORTS[name]! : null;
  if (!report) throw new Failure(ledgerText.reportUnknown(name, Object.keys(REPORTS)), true);
  const format = formatOf(options.format);
  const period = options.period === undefined ? null : periodNamed(options.period);
  if (options.period !== undefined && period === null) throw new Failure(ledgerText.periodWrong(options.period), true);
  const terminal = terminalFor(options);
  if (period && !report.periodic) terminal.say(ledgerText.notPeriodic);
  const { bytes, households } = await onGround((ground) => asAccount(ground, options.as, 'cli.report', (ctx) => report.write(ctx, { division: options.division, period, format })));
  await writeFile(options.out, bytes, { mode: 0o600 });
  if (options.json) terminal.json({ report: name, division: options.division, format, households, out: options.out });
  else terminal.print(ledgerText.written(households, options.out));
}

function formatOf(asked: string): ReportFormat {
  const found = REPORT_FORMATS.find((format) => format === asked);
  if (!found) throw new Failure(ledgerText.formatUnknown(asked, REPORT_FORMATS), true);
  return found;
}
