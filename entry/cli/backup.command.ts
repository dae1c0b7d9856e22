import { resolve } from 'node:path';
import type { Command } from 'commander';
import { uuidv7 } from 'uuidv7';
import { BackupProblem } from '../../platform/backup/backup.problem.ts';
import { openBackup, restoreBackup } from '../../platform/backup/restore.ts';
import { prove, verifyBackup } from '../../platform/backup/verify.ts';
import { writeBackup } from '../../platform/backup/write.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { programVersion } from '../serve.ts';
import { backupText } from './backup.text.ts';
import { EXIT, onGround, printing, settingsNow, sourceArgument, terminalFor, type CommonOptions } from './command.ts';
import type { Ground } from './ground.ts';
import { keyHere } from './keys.command.ts';
import { keyFile } from './settings.ts';
import { sealAll } from './upkeep.ts';

/** `backup`, `backup verify`, `restore`: everything but the key, while the program serves or not. */
export function addBackup(program: Command): void {
  const backup = printing(program.command('backup').argument('<dir>', '新文件夹 / a new folder').summary('备份（不含钥匙）/ write a backup, without the key'))
    .action(runBackup);
  printing(backup.command('verify').argument('<dir>', '备份文件夹 / folder of a backup', sourceArgument).summary('试着恢复这份备份，看它能不能用 / restore it on trial'))
    // `--json` and `--lang` stand on both, and the outer command takes them wherever they are written.
    .action((folder: string, _own: CommonOptions, command: Command) => runVerify(folder, command.optsWithGlobals()));
  printing(program.command('restore').argument('<dir>', '备份文件夹 / folder of a backup', sourceArgument).summary('恢复到空的数据库 / restore into an empty database'))
    .action(runRestore);
}

async function runBackup(folder: string, options: CommonOptions): Promise<void> {
  const terminal = terminalFor(options);
  const manifest = await onGround(async (ground) => {
    await recordOf(ground, 'backup');
    // The head in the manifest then covers all but what is recorded while the copy begins.
    await sealAll(ground);
    return writeBackup({ ownerUrl: ground.database.ownerUrl, folder, keys: ground.keys, program: programVersion(), now: ground.program.clock.now() });
  });
  const total = (of: 'rows' | 'bytes'): number => manifest.tables.reduce((sum, table) => sum + table[of], 0);
  const { at, seals, tables } = manifest;
  if (options.json) terminal.json({ folder: resolve(folder), at, tables: tables.length, rows: total('rows'), bytes: total('bytes'), seals });
  else {
    terminal.print(backupText.written(resolve(folder), tables.length, total('rows'), total('bytes')));
    terminal.say(backupText.unverified(folder));
  }
}

async function runVerify(folder: string, options: CommonOptions): Promise<void> {
  const terminal = terminalFor(options);
  const settings = settingsNow();
  const keys = await keyHere(keyFile(settings), backupText.keyFirst(keyFile(settings)));
  if (!options.json) terminal.say(backupText.verifying);
  try {
    const { manifest, rows, opened, seals, records } = await verifyBackup(folder, keys, settings.folder);
    if (options.json) terminal.json({ ok: true, at: manifest.at, program: manifest.program, tables: manifest.tables.length, rows, opened, seals, records });
    else terminal.print(backupText.verified(manifest.at, rows, opened, seals));
  } catch (error) {
    if (!options.json || !(error instanceof BackupProblem)) throw error;
    terminal.json({ ok: false, problem: { code: error.code, message: error.text } });
    process.exitCode = EXIT.problems;
  }
}

async function runRestore(folder: string, options: CommonOptions): Promise<void> {
  const terminal = terminalFor(options);
  const settings = settingsNow();
  const keys = await keyHere(keyFile(settings), backupText.keyFirst(keyFile(settings)));
  const backup = await openBackup(folder, keys);
  const database = await openMigrated({ folder: settings.folder, databaseUrl: settings.databaseUrl, appDatabaseUrl: settings.appDatabaseUrl });
  try {
    await restoreBackup(backup, database.ownerUrl);
  } finally {
    await database.stop();
  }
  const { manifest } = backup;
  const proved = await onGround(async (ground) => {
    const shown = await prove(ground.database.ownerUrl, manifest, keys);
    await recordOf(ground, 'restore');
    return shown;
  });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  if (options.json) terminal.json({ at: manifest.at, tables: manifest.tables.length, rows, ...proved });
  else terminal.print(backupText.restored(rows, manifest.at, proved.opened, proved.seals));
}

/** All files left the program, or came back: every county's records say so. Nobody signed in for it. */
async function recordOf({ owner, program }: Ground, action: 'backup' | 'restore'): Promise<void> {
  const counties = await owner.selectFrom('county').select('countyId').orderBy('countyId').execute();
  if (counties.length === 0) return;
  const at = program.clock.now();
  await owner.insertInto('record').values(counties.map(({ countyId }) => ({
    countyId, recordId: uuidv7(), at, kind: action === 'backup' ? 'read' : 'change', accountId: null, sessionId: null, purpose: 'cli', subject: 'backup', subjectId: '',
    householdId: null, divisionId: null, householdIds: [], action, contentEnc: null,
  }))).execute();
}
