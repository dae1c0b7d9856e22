/**
 * What can go wrong between the program and its database, as closed codes: the page, the CLI and the log
 * all show the same two sentences, and tests match the code, never the text.
 */
const texts = {
  'binaries.missing': {
    zh: '没有找到本机（{platform}）可用的数据库程序。请重新运行 npm start 让它补装，或设置环境变量 DATABASE_URL 使用已有的 PostgreSQL（15 或更高版本）。',
    en: 'No database program for this machine ({platform}) is installed. Run npm start again so that it is fetched, or set DATABASE_URL to a PostgreSQL 15 or later.',
  },
  'account.missing': {
    zh: '以 root 身份运行时，数据库要用另一个系统账号启动，但系统里没有可用的账号（如 nobody）。请改用普通用户运行，或设置 DATABASE_URL。',
    en: 'When run as root the database needs another system account, and there is none (such as nobody). Run as an ordinary user, or set DATABASE_URL.',
  },
  'cluster.create': {
    zh: '无法在 {folder} 建立数据库：{detail}',
    en: 'The database could not be created in {folder}: {detail}',
  },
  'cluster.start': {
    zh: '数据库没能启动。请查看日志 {log}。最后几行：{detail}',
    en: 'The database did not start. See the log {log}. Its last lines: {detail}',
  },
  'cluster.version': {
    zh: '{folder} 里的数据库是 PostgreSQL {found}，本程序自带的是 {expected}，不能直接打开。请用当时的版本备份后再恢复。',
    en: 'The database in {folder} was made by PostgreSQL {found}; this program carries {expected} and cannot open it. Back it up with the version that made it, then restore.',
  },
  'cluster.lost': {
    zh: '数据库反复停止，已重启 {times} 次仍未恢复。请查看日志 {log}。',
    en: 'The database keeps stopping; {times} restarts did not help. See the log {log}.',
  },
  'folder.busy': {
    zh: '数据文件夹 {folder} 正由另一个连心程序（进程 {pid}）使用，但它的数据库没有应答。请先停止那个程序再试。',
    en: 'The data folder {folder} is in use by another Lianxin (process {pid}) whose database does not answer. Stop that program first.',
  },
  'server.away': {
    zh: 'DATABASE_URL 指向的数据库（{address}）连不上：{detail}。请看看地址、端口、账号和密码对不对，数据库是否已经启动。',
    en: 'The database DATABASE_URL points to ({address}) cannot be reached: {detail}. Look at the address, port, user and password, and whether the database is running.',
  },
  'server.old': {
    zh: 'DATABASE_URL 指向的 PostgreSQL 版本是 {found}，需要 15 或更高版本。',
    en: 'DATABASE_URL points to PostgreSQL {found}; version 15 or later is needed.',
  },
  'role.refused': {
    zh: '数据库不允许建立或修改登录角色 lianxin_app。请让数据库管理员执行：{sql} 然后设置环境变量 LIANXIN_APP_DATABASE_URL 为该角色的连接地址。',
    en: 'The database does not allow creating or changing the login role lianxin_app. Ask its administrator to run: {sql} and then set LIANXIN_APP_DATABASE_URL to the address of that role.',
  },
  'role.unsafe': {
    zh: '程序使用的数据库角色 {role} 权限过大（超级用户、可绕过行级权限，或是表的所有者）。请换用普通角色。',
    en: 'The database role {role} may do too much (superuser, bypasses row security, or owns the tables). Use an ordinary role.',
  },
  'migration.name': {
    zh: '升级文件 {file} 的名字不对，应形如 0001_households.sql，序号不能重复。',
    en: 'The migration file {file} is misnamed: it must read like 0001_households.sql, and no number may occur twice.',
  },
  'migration.changed': {
    zh: '升级文件 {file} 在执行之后被改动过。已执行的文件不能修改，请还原它，把改动写进新文件。',
    en: 'The migration file {file} was changed after it had run. Files that have run stay as they are: restore it and put the change into a new file.',
  },
  'migration.unknown': {
    zh: '数据库里已执行过 {file}，但本程序没有这个文件：数据库比程序新。请使用新版本的程序。',
    en: 'The database has already run {file}, which this program does not have: the database is newer than the program. Use the newer program.',
  },
  'migration.order': {
    zh: '升级文件 {file} 的序号小于已执行的 {last}。请给它更大的序号。',
    en: 'The migration file {file} has a lower number than {last}, which has run already. Give it a higher number.',
  },
  'migration.failed': {
    zh: '升级文件 {file} 第 {line} 行附近执行失败，已全部撤回：{detail}',
    en: 'The migration file {file} failed near line {line} and was rolled back: {detail}',
  },
} as const;

export type DatabaseCode = keyof typeof texts;

/** A closed failure of the database layer; `message` holds the Chinese and the English sentence. */
export class DatabaseProblem extends Error {
  readonly code: DatabaseCode;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly text: { readonly zh: string; readonly en: string; };

  constructor(code: DatabaseCode, fields: Record<string, string | number> = {}, cause?: unknown) {
    const text = { zh: fill(texts[code].zh, fields), en: fill(texts[code].en, fields) };
    super(`${text.zh}\n${text.en}`, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseProblem';
    this.code = code;
    this.fields = fields;
    this.text = text;
  }
}

function fill(template: string, fields: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name] ?? `{${name}}`));
}
