import { isDay, type Day } from '@lianxin/engine';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { sql } from 'kysely';
import { fullCode } from '../../modules/divisions/divisions.rules.ts';
import { divisionCode } from '../../modules/divisions/divisions.schema.ts';
import { PackError } from '../../modules/policies/policies.service.ts';
import type { CareContext } from '../../modules/policies/policies.context.ts';
import { BackupProblem } from '../../platform/backup/backup.problem.ts';
import { DatabaseProblem } from '../../platform/database/embedded-problem.ts';
import { Problem, type Text } from '../../platform/problem.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import { asSession, openGround, sessionFor, type Ground, type GroundOptions } from './ground.ts';
import { settingsFrom, type Settings } from './settings.ts';
import { languageOf, terminalIn, type Terminal } from './terminal.ts';
import { sealAll } from './upkeep.ts';

/** Options every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly lang?: string;
}

/**
 * 0 done, 1 problems found, 2 wrong usage. One rule for every command: 2 when the line itself has to be written otherwise, because a word, form or
 * value is none, or names a pack, report or file that is not there; 1 when it was asked rightly and the database or what lies there does not allow it.
 */
export const EXIT = { done: 0, problems: 1, usage: 2 } as const;

export const jsonOption = (): Option => new Option('--json', '输出 JSON / print JSON');
export const asOption = (): Option => new Option('--as <username>', '以谁的身份操作；演示县默认县管理员 / act as this account; in a demo the county administrator');
export const langOption = (): Option => new Option('--lang <language>', '语言 / language').choices(['zh', 'en']);

export const terminalFor = (options: CommonOptions): Terminal => terminalIn(languageOf(options.lang, process.env));

/** @throws Failure (usage) for a PORT that is none */
export function settingsNow(): Settings {
  try {
    return settingsFrom(process.env);
  } catch (error) {
    throw error instanceof RangeError ? new Failure(failureText.portWrong(error.message), true) : error;
  }
}

/** What is wrong with an argument; commander says it before anybody knows which language was asked for. */
export const bothLanguages = ({ zh, en }: Text): string => `${zh} ${en}`;

/** A day argument. */
export function dayArgument(value: string): Day {
  if (!isDay(value)) throw new InvalidArgumentError(bothLanguages(failureText.dayWrong(value)));
  return value;
}

/** A division as people write it, in six, nine or twelve places; whether it exists, the database knows. */
export function divisionArgument(value: string): string {
  const code = fullCode(value);
  if (code.length !== 12 || !divisionCode.safeParse(code).success) throw new InvalidArgumentError(bothLanguages(failureText.divisionWrong(value)));
  return code;
}

/** A file or folder to read. */
export function sourceArgument(value: string): string {
  if (!existsSync(value)) throw new InvalidArgumentError(bothLanguages(failureText.fileMissing(value)));
  return value;
}

/** A file to write: asked before the work, because an import that is done and cannot say what it left out is worse than none. */
export function targetArgument(value: string): string {
  const folder = dirname(resolve(value));
  if (!existsSync(folder)) throw new InvalidArgumentError(bothLanguages(failureText.folderMissing(folder)));
  return value;
}

/** A whole number between two. */
export const numberArgument = (least: number, most: number) => (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) throw new InvalidArgumentError(bothLanguages(failureText.numberWrong(value, least, most)));
  return number;
};

/** Opens the ground, works, seals what was recorded, closes. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>, options: GroundOptions = {}): Promise<T> {
  const ground = await openGround(settingsNow(), options);
  try {
    const result = await work(ground);
    await sealAll(ground);
    return result;
  } finally {
    await ground.close();
  }
}

/** One use case as the account of `--as`, recorded as a session of the command line. */
export async function asAccount<T>(ground: Ground, username: string | undefined, purpose: string, work: (ctx: CareContext) => Promise<T>): Promise<T> {
  const account = await accountNamed(ground, username);
  const token = await sessionFor(ground, account, 'lianxin cli').catch((error: { code?: string }) => {
    throw error.code === 'LX401' ? new Failure(failureText.accountClosed(username ?? '')) : error;
  });
  return asSession(ground.program, token, work, { purpose });
}

async function accountNamed({ owner }: Ground, username: string | undefined): Promise<{ countyId: number; accountId: string }> {
  if (username !== undefined) {
    const { rows } = await sql<{ countyId: number; accountId: string }>`select county_id, account_id from app.sign_in_account(${username.toLowerCase()})`.execute(owner);
    if (!rows[0]) throw new Failure(failureText.noAccount(username));
    return rows[0];
  }
  const demo = await owner.selectFrom('county as c')
    .innerJoin('post as p', (join) => join.onRef('p.countyId', '=', 'c.countyId').on('p.kind', '=', 'countyAdministrator'))
    .select(['p.countyId', 'p.accountId']).where('c.demo', '=', true).orderBy('p.postId').limit(1).executeTakeFirst();
  if (!demo) throw new Failure(failureText.asNeeded(), true);
  return demo;
}

/** Adds the options of every command that prints results. */
export const printing = (command: Command): Command => command.addOption(jsonOption()).addOption(langOption());

/** Adds those of commands that touch households. */
export const touching = (command: Command): Command => printing(command).addOption(asOption());

/** What went wrong in the words of the terminal, and the exit code; null: a defect, whose stack is wanted. */
export function explain(error: unknown): { text: Text; code: number } | null {
  if (error instanceof Failure) return { text: error.text, code: error.usage ? EXIT.usage : EXIT.problems };
  if (error instanceof Problem) return { text: withFields(error), code: EXIT.problems };
  if (error instanceof DatabaseProblem) return { text: { zh: error.text.zh, en: error.text.en }, code: EXIT.problems };
  if (error instanceof BackupProblem) return { text: error.text, code: EXIT.problems };
  if (error instanceof PackError) return { text: { zh: error.message, en: error.message }, code: EXIT.problems };
  return null;
}

function withFields({ text, fields }: Problem): Text {
  const names = fields.map((field) => `  ${field.field}: ${field.code}`).join('\n');
  return names ? { zh: `${text.zh}\n${names}`, en: `${text.en}\n${names}` } : text;
}
