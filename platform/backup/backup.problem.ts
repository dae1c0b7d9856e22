/**
 * What can be wrong with a backup or with the place it should go, as closed codes with the same two sentences everywhere.
 * Fields are names of files, folders, tables and versions: never a value from inside.
 */
const texts = {
  'backup.exists': {
    zh: '{folder} 已经有了。备份不覆盖任何东西，请换一个名字（例如带上日期）。',
    en: '{folder} is there already. A backup overwrites nothing; choose another name, with the day in it for instance.',
  },
  'backup.partial': {
    zh: '{folder} 还在：另一次备份正在写，或者上次没有写完。确认没有备份在运行后，删掉这个文件夹再试。',
    en: '{folder} is there: another backup is being written, or an earlier one did not finish. When none is running, delete that folder and try again.',
  },
  'backup.none': {
    zh: '{folder} 不是连心的备份（里面没有 {file}）。',
    en: '{folder} is not a backup of Lianxin: there is no {file} in it.',
  },
  'backup.manifest': {
    zh: '{file} 读不懂：它不是连心写的，或者写坏了。请换一份备份。',
    en: '{file} cannot be read: Lianxin did not write it, or it was damaged. Take another backup.',
  },
  'backup.otherKey': {
    zh: '这份备份是用另一把钥匙封存的，现在的钥匙打不开它。请先放回当时的钥匙（lianxin keys import），再试一次。什么都没有改动。',
    en: 'This backup is sealed under another key than the one here. Put the key of that time back first (lianxin keys import). Nothing was changed.',
  },
  'backup.changed': {
    zh: '备份里的 {file} 和写下时不一样：被改过、少了一截，或者存储坏了。请换一份备份。',
    en: '{file} in the backup is not as it was written: changed, cut short, or the disk failed. Take another backup.',
  },
  'backup.schemaOlder': {
    zh: '这份备份是程序 {program} 写的，数据库结构停在 {found}；本程序是 {expected}。请用 {program} 版的程序恢复，再更新到新版本。',
    en: 'Version {program} wrote this backup; its database stands at {found}, this program\'s at {expected}. Restore it with version {program}, then update.',
  },
  'backup.schemaNewer': {
    zh: '这份备份比本程序新：是程序 {program} 写的，数据库结构到 {found}；本程序只到 {expected}。请换用 {program} 或更新的程序。',
    en: 'This backup is newer than the program: version {program} wrote it, its database stands at {found}, this program\'s at {expected}. Use version {program} or later.',
  },
  'backup.notEmpty': {
    zh: '数据库里已经有内容（{table}）。备份只恢复到空的数据库里，免得盖掉或混进别的档案。请用 LIANXIN_DATA 指定一个空文件夹，或给一个空的 DATABASE_URL。',
    en: 'The database is not empty ({table}). A backup goes only into an empty one, lest it cover or mix with other files. Name an empty folder with LIANXIN_DATA, or give an empty DATABASE_URL.',
  },
  'backup.tables': {
    zh: '数据库的表和备份的不一样：{table}。请用写备份的那一版程序（{program}）恢复。',
    en: 'The tables of the database are not those of the backup: {table}. Restore with the version that wrote it ({program}).',
  },
  'backup.rows': {
    zh: '{table} 应有 {expected} 行，实际 {found} 行。已全部撤回，什么都没有恢复。',
    en: '{table} should have {expected} rows and has {found}. Everything was taken back; nothing was restored.',
  },
  'backup.sealed': {
    zh: '恢复出来的 {column} 里，有内容用现在的钥匙打不开。这份备份不能放心用，请马上另做一份，并核对钥匙文件。',
    en: 'Something in {column}, once restored, does not open with the key here. Do not rely on this backup: make another at once, and look at the key file.',
  },
  'backup.chain': {
    zh: '恢复出来的查阅和改动记录和写备份时封存的对不上（第 {county} 号县：{problem}）。这份备份不能放心用。',
    en: 'The records of looks and changes, once restored, are not those that were sealed when the backup was written (county number {county}: {problem}). Do not rely on this backup.',
  },
} as const;

export type BackupCode = keyof typeof texts;

/** A backup could not be made, read or restored. */
export class BackupProblem extends Error {
  readonly code: BackupCode;
  readonly text: { readonly zh: string; readonly en: string };

  constructor(code: BackupCode, fields: Readonly<Record<string, string | number>> = {}) {
    const filled = (template: string): string => template.replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name] ?? ''));
    const text = { zh: filled(texts[code].zh), en: filled(texts[code].en) };
    super(`${code}: ${text.en}`);
    this.name = 'BackupProblem';
    this.code = code;
    this.text = text;
  }
}
