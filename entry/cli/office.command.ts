import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { hashPassword } from '../../modules/accounts/accounts.password.ts';
import { POST_KINDS, POST_LEVELS, type PostKind } from '../../modules/accounts/accounts.rules.ts';
import { usernameShape } from '../../modules/accounts/accounts.schema.ts';
import { deleteFactorRow } from '../../modules/accounts/factor.queries.ts';
import { readablePassword } from '../../modules/accounts/passwords.rules.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { sealChange } from '../../platform/records/records.ts';
import { divisionArgument, EXIT, onGround, printing, sourceArgument, terminalFor, type CommonOptions } from './command.ts';
import { addCounty } from './county.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import type { Ground } from './ground.ts';
import { officeText } from './office.text.ts';

interface UserOptions extends CommonOptions {
  readonly kind: string;
  readonly division: string;
  readonly name?: string;
}

/**
 * `county add`, `user add`, `user reset`, `records verify`: for whoever runs the machine, before or beside the administrators. What they do to
 * accounts is recorded without an actor: nobody signed in for it.
 */
export function addOffice(program: Command): void {
  addCountyCommand(program);
  addUserCommands(program);
  addRecordsCommand(program);
}

function addCountyCommand(program: Command): void {
  printing(program.command('county').summary('县 / counties').command('add').argument('<code>', '6 位代码 / code of 6 digits').argument('<name>', '县名 / name')
    .summary('建县 / make a county').option('--divisions <file>', '乡镇和村的 CSV：code,name,parentCode / townships and villages as CSV', sourceArgument)
    .option('--pack <id>', '采用的政策包 / the pack it adopts', 'national'))
    .action((code: string, name: string, options: CommonOptions & { divisions?: string; pack: string }) => onGround(async (ground) => {
      const file = options.divisions;
      const made = await addCounty(ground, { code, name, packId: options.pack, divisions: file === undefined ? null : readFileSync(file) });
      const terminal = terminalFor(options);
      if (options.json) terminal.json({ code, name, divisions: made });
      else terminal.print(officeText.countyAdded(name, made));
    }));
}

function addUserCommands(program: Command): void {
  const user = program.command('user').summary('账号 / accounts');
  printing(user.command('add').argument('<username>').summary('建账号 / make an account')
    .requiredOption('--kind <post>', `岗位 / post: ${POST_KINDS.join(', ')}`).requiredOption('--division <code>', '区划代码 / code of the division', divisionArgument)
    .option('--name <name>', '姓名 / name'))
    .action((username: string, options: UserOptions) => onGround(async (ground) => {
      const password = await addUser(ground, username, options);
      const terminal = terminalFor(options);
      if (options.json) terminal.json({ username, password, post: options.kind, division: options.division });
      else terminal.print(officeText.added(username, password));
    }));
  printing(user.command('reset').argument('<username>').summary('重置密码、解锁、关掉动态口令 / a new password, unlocked, one-time codes off'))
    .action((username: string, options: CommonOptions) => onGround(async (ground) => {
      const { password, codesOff } = await resetUser(ground, username);
      const terminal = terminalFor(options);
      if (options.json) terminal.json({ username, password, codesOff });
      else {
        terminal.print(officeText.reset(username, password));
        if (codesOff) terminal.print(officeText.codesOff());
      }
    }));
}

async function addUser(ground: Ground, typed: string, { kind, division: code, name }: UserOptions): Promise<string> {
  const parsed = usernameShape.safeParse(typed);
  if (!parsed.success) throw new Failure(failureText.usernameWrong(typed), true);
  if (!(POST_KINDS as readonly string[]).includes(kind)) throw new Failure(failureText.kindUnknown(kind, POST_KINDS), true);
  const username = parsed.data;
  const password = readablePassword(randomInt);
  const passwordHash = await hashPassword(password);
  await ground.owner.transaction().execute(async (tx) => {
    const division = await tx.selectFrom('division').select(['divisionId', 'countyId', 'level']).where('code', '=', code).executeTakeFirst();
    if (!division) throw new Failure(failureText.divisionUnknown(code));
    const levels: readonly string[] = POST_LEVELS[kind as PostKind];
    if (!levels.includes(division.level)) throw new Failure(failureText.kindElsewhere(kind, levels));
    const at = { countyId: division.countyId, accountId: uuidv7() };
    const { numInsertedOrUpdatedRows } = await tx.insertInto('username').values({ ...at, username }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw new Failure(failureText.usernameTaken(username));
    await tx.insertInto('account').values({ ...at, divisionId: division.divisionId, username, name: name ?? username, passwordHash, mustChangePassword: true }).execute();
    await tx.insertInto('post').values({ ...at, postId: uuidv7(), kind, divisionId: division.divisionId, fromDay: ground.today, toDay: null }).execute();
    await record(tx, ground, { ...at, divisionId: division.divisionId, action: 'create', after: { username, kind, division: code } });
  });
  return password;
}

/**
 * Opens the way in for whoever lost it, the one-time codes included: the last administrator has nobody to turn them off for them, and whoever runs
 * the machine can read its database anyway.
 */
async function resetUser(ground: Ground, typed: string): Promise<{ password: string; codesOff: boolean }> {
  const username = typed.toLowerCase();
  const password = readablePassword(randomInt);
  const passwordHash = await hashPassword(password);
  const codesOff = await ground.owner.transaction().execute(async (tx) => {
    const { rows } = await sql<{ countyId: number; accountId: string }>`select county_id, account_id from app.sign_in_account(${username})`.execute(tx);
    const at = rows[0];
    if (!at) throw new Failure(failureText.noAccount(username));
    const { divisionId } = await tx.updateTable('account').set({ passwordHash, mustChangePassword: true, failures: 0, lockedUntil: null })
      .where('countyId', '=', at.countyId).where('accountId', '=', at.accountId).returning('divisionId').executeTakeFirstOrThrow();
    await tx.deleteFrom('session').where('countyId', '=', at.countyId).where('accountId', '=', at.accountId).execute();
    await record(tx, ground, { ...at, divisionId, action: 'reset', after: { username } });
    const had = await deleteFactorRow(tx, at.countyId, at.accountId);
    if (had) await record(tx, ground, { ...at, divisionId, action: 'secondFactorOff', after: { username } });
    return had;
  });
  return { password, codesOff };
}

async function record(tx: Tx, { keys, program }: Ground, { countyId, accountId, divisionId, action, after }: { countyId: number; accountId: string; divisionId: number; action: string; after: unknown }): Promise<void> {
  await tx.insertInto('record').values({
    countyId, recordId: uuidv7(), at: program.clock.now(), kind: 'change', accountId: null, sessionId: null, purpose: 'cli', subject: 'account', subjectId: accountId,
    householdId: null, divisionId, householdIds: [], action, contentEnc: sealChange({ keys }, { before: null, after }),
  }).execute();
}

interface Verdict {
  readonly code: string;
  readonly name: string;
  readonly seals: number;
  readonly records: number;
  readonly head: string;
  readonly problem: string | null;
  readonly atSeal: number | null;
}

function addRecordsCommand(program: Command): void {
  printing(program.command('records').summary('查阅和改动记录 / records of looks and changes').command('verify')
    .summary('核对封存的记录 / check the sealed chain'))
    .action((options: CommonOptions) => onGround(async (ground) => {
      const counties = await verify(ground);
      const terminal = terminalFor(options);
      if (options.json) terminal.json({ ok: counties.every(({ problem }) => problem === null), counties });
      else for (const one of counties) terminal.print(one.problem === null ? officeText.verified(one.name, one.seals, one.records) : officeText.notVerified(one.name, one.problem, one.atSeal));
      process.exitCode = counties.some(({ problem }) => problem !== null) ? EXIT.problems : EXIT.done;
    }));
}

async function verify({ owner }: Ground): Promise<Verdict[]> {
  const { rows } = await sql<Verdict>`
    select c.code, c.name, v.seals, v.records, encode(v.head, 'hex') as head, v.problem, v.at_seal
    from app.county c cross join lateral app.verify_records(c.county_id) v order by c.code`.execute(owner);
  return rows;
}
