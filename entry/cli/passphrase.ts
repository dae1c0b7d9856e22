import { readFile, stat } from 'node:fs/promises';
import { read } from 'read';
import { backupText } from './backup.text.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import type { Terminal } from './terminal.ts';

/** Where a passphrase may come from, the first that is there: a file, the environment, the person at the terminal. Never an argument, which every process can read. */
export interface PassphraseSource {
  readonly file?: string | undefined;
  readonly environment?: string | undefined;
}

// With scrypt at our cost, twelve characters of any kind outlast whoever finds the stick; shorter ones are often words.
const LEAST = 12;

/** @throws Failure for one that is too short, not the same twice, or cannot be asked for */
export async function newPassphrase(source: PassphraseSource, terminal: Terminal): Promise<string> {
  const given = await givenPassphrase(source);
  const chosen = given ?? (await asked(terminal, 'askNew'));
  if ([...chosen].length < LEAST) throw new Failure(backupText.short);
  if (given === null && (await asked(terminal, 'askAgain')) !== chosen) throw new Failure(backupText.differs);
  return chosen;
}

/** @throws Failure when it cannot be asked for */
export async function knownPassphrase(source: PassphraseSource, terminal: Terminal): Promise<string> {
  return (await givenPassphrase(source)) ?? asked(terminal, 'ask');
}

async function givenPassphrase({ file, environment }: PassphraseSource): Promise<string | null> {
  if (file === undefined) return environment || null;
  const found = await stat(file).catch(() => null);
  if (!found) throw new Failure(failureText.fileMissing(file), true);
  if (found.isFile() && (found.mode & 0o077) !== 0) throw new Failure(backupText.passphraseOpen(file));
  // Editors end the last line; nobody means that as part of it.
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
}

/** On stderr, so that stdout carries nothing but the result. */
async function asked(terminal: Terminal, question: 'ask' | 'askNew' | 'askAgain'): Promise<string> {
  if (!process.stdin.isTTY) throw new Failure(backupText.noTerminal, true);
  const typed = await read({ prompt: backupText[question][terminal.language], silent: true, output: process.stderr }).catch((error: Error) => {
    // Ctrl-C and Ctrl-D: the person changed their mind.
    throw /cancel/i.test(error.message) ? new Failure(backupText.short) : error;
  });
  process.stderr.write('\n');
  return typed;
}
