import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { KeyExportError, exportKey, importKey } from '../../platform/backup/keyExport.ts';
import { KeyFileError, loadKeys, type Keys } from '../../platform/crypto/keys.ts';
import { backupText } from './backup.text.ts';
import { printing, settingsNow, sourceArgument, targetArgument, terminalFor, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import { knownPassphrase, newPassphrase } from './passphrase.ts';
import { keyFile } from './settings.ts';

interface KeyOptions extends CommonOptions {
  readonly passphraseFile?: string;
}

/** `keys export`, `keys import`: the key on its own way, apart from every backup. Neither opens the database. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').summary('钥匙 / the key');
  const wrapped = (name: string, file: (value: string) => string, summary: string): Command => printing(keys.command(name).argument('<file>', '包好的钥匙 / the wrapped key', file).summary(summary))
    .option('--passphrase-file <file>', '口令写在这个文件里；或用环境变量 LIANXIN_PASSPHRASE / the passphrase is in this file, or in LIANXIN_PASSPHRASE');
  wrapped('export', targetArgument, '用口令包好钥匙，另存一份 / a copy of the key, wrapped in a passphrase').action(runExport);
  wrapped('import', sourceArgument, '把包好的钥匙放到这台机器上 / put a wrapped key in its place').action(runImport);
}

const sourceOf = ({ passphraseFile }: KeyOptions) => ({ file: passphraseFile, environment: process.env['LIANXIN_PASSPHRASE'] });

async function runExport(file: string, options: KeyOptions): Promise<void> {
  const terminal = terminalFor(options);
  const from = keyFile(settingsNow());
  await keyHere(from, backupText.noKey(from));
  if (existsSync(file)) throw new Failure(backupText.exportExists(file));
  const passphrase = await newPassphrase(sourceOf(options), terminal);
  await told(file, from, () => exportKey(from, file, passphrase));
  if (options.json) terminal.json({ file });
  else terminal.print(backupText.exported(file));
}

async function runImport(file: string, options: KeyOptions): Promise<void> {
  const terminal = terminalFor(options);
  const to = keyFile(settingsNow());
  const passphrase = await knownPassphrase(sourceOf(options), terminal);
  const { again } = await told(file, to, () => importKey(file, to, passphrase));
  if (options.json) terminal.json({ keyFile: to, again });
  else terminal.print(again ? backupText.importedAgain(to) : backupText.imported(to));
}

/** A refusal in words. */
async function told<T>(file: string, keyPath: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeyExportError)) throw error;
    const said = {
      'export.exists': backupText.exportExists(file), 'export.broken': backupText.exportBroken(file),
      'export.passphrase': backupText.wrongPassphrase, 'key.other': backupText.otherKey(keyPath),
    };
    throw new Failure(said[error.code]);
  }
}

/** The key that lies in its place; never a new one. @throws Failure with `missing` where there is none */
export async function keyHere(file: string, missing: Failure['text']): Promise<Keys> {
  return loadKeys(file, false).catch((error: unknown) => {
    if (!(error instanceof KeyFileError)) throw error;
    const said = { 'key.missing': missing, 'key.open': failureText.keyOpen(file), 'key.broken': failureText.keyBroken(file), 'key.wrong': failureText.keyBroken(file) };
    throw new Failure(said[error.code]);
  });
}
