import type { Text } from '../../platform/problem.ts';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** What the commands for backups and keys say. */
export const backupText = {
  written: (folder: string, tables: number, rows: number, bytes: number): Text => ({
    zh: `备份写好了：${folder}（${tables} 张表，${rows} 行，${megabytes(bytes)} MB）。钥匙不在里面，请另外保存：lianxin keys export 文件`,
    en: `The backup is written: ${folder} (${tables} tables, ${rows} rows, ${megabytes(bytes)} MB). The key is not in it; keep it apart: lianxin keys export FILE`,
  }),
  unverified: (folder: string): Text => ({
    zh: `没有试过恢复的备份不能算数，请运行：lianxin backup verify ${folder}`,
    en: `A backup that was never restored is none. Run: lianxin backup verify ${folder}`,
  }),
  verifying: { zh: '正在另起一个数据库试着恢复，真实的数据库不会动…', en: 'Restoring it into a database of its own; the real one is not touched …' } satisfies Text,
  verified: (at: string, rows: number, opened: number, seals: number): Text => ({
    zh: `这份备份是好的（${at} 写下）：${rows} 行都恢复了出来，${opened} 处加密内容用现在的钥匙打得开，${seals} 道封印完好。`,
    en: `The backup is good (written ${at}): all ${rows} rows came back, ${opened} sealed values open with the key here, ${seals} seals are unbroken.`,
  }),
  restored: (rows: number, at: string, opened: number, seals: number): Text => ({
    zh: `已恢复到 ${at} 的样子：${rows} 行，${opened} 处加密内容打得开，${seals} 道封印完好。那时登录着的人要重新登录。`,
    en: `Restored as of ${at}: ${rows} rows, ${opened} sealed values open, ${seals} seals unbroken. Whoever was signed in then signs in anew.`,
  }),
  keyFirst: (file: string): Text => ({
    zh: `这里还没有钥匙（${file}）。先把它放回来，再恢复：lianxin keys import 文件。没有当时的钥匙，恢复出来的电话、身份证号和记录谁也读不出。`,
    en: `There is no key here (${file}). Put it back first: lianxin keys import FILE. Without the key of that time nobody can read the phones, ID numbers and notes in the backup.`,
  }),
  exported: (file: string): Text => ({
    zh: `钥匙已用口令包好，写在 ${file}。口令和这个文件分开放；两样缺一样，谁也打不开，我们也不能。`,
    en: `The key, wrapped in the passphrase, is in ${file}. Keep the two apart; when either is lost nobody can open it, not even we.`,
  }),
  imported: (file: string): Text => ({ zh: `钥匙已放到 ${file}。`, en: `The key is in its place: ${file}.` }),
  importedAgain: (file: string): Text => ({ zh: `${file} 本来就是这把钥匙，没有改动。`, en: `${file} is this very key already; nothing was changed.` }),
  noKey: (file: string): Text => ({ zh: `这里没有钥匙文件 ${file}。它在第一次启动时生成；用 LIANXIN_DATA 指定正确的数据文件夹。`, en: `There is no key file ${file}. It is made at the first start; name the right data folder with LIANXIN_DATA.` }),
  exportExists: (file: string): Text => ({ zh: `${file} 已经有了，没有覆盖。请换一个名字。`, en: `${file} is there already and was not overwritten. Choose another name.` }),
  exportBroken: (file: string): Text => ({ zh: `${file} 不是 lianxin keys export 写的文件，或者写坏了。`, en: `${file} was not written by lianxin keys export, or it was damaged.` }),
  wrongPassphrase: { zh: '打不开：口令不对，或者文件被改动过。什么都没有改动。', en: 'It does not open: the passphrase is wrong, or the file was changed. Nothing was touched.' } satisfies Text,
  otherKey: (file: string): Text => ({
    zh: `${file} 是另一把钥匙，没有换掉它：它封存的内容会从此谁也读不出。确实要换，请先把那个文件另存到安全的地方。`,
    en: `${file} is another key and was left alone: what it sealed could never be read again. If you mean it, move that file to a safe place first.`,
  }),
  askNew: { zh: '口令（至少 12 位，输入时不显示）：', en: 'Passphrase (12 characters or more, not shown): ' } satisfies Text,
  askAgain: { zh: '再输一遍：', en: 'Once more: ' } satisfies Text,
  ask: { zh: '口令（输入时不显示）：', en: 'Passphrase (not shown): ' } satisfies Text,
  differs: { zh: '两遍输入的口令不一样，请重新来。', en: 'The two do not agree; please begin again.' } satisfies Text,
  short: { zh: '口令至少要 12 位。几个不相干的词连起来，又长又好记。', en: 'A passphrase has 12 characters or more. A few words that do not belong together are long and easy to keep.' } satisfies Text,
  noTerminal: {
    zh: '没有终端可以输入口令。请用 --passphrase-file 文件，或环境变量 LIANXIN_PASSPHRASE。',
    en: 'There is no terminal to type a passphrase on. Use --passphrase-file FILE, or the variable LIANXIN_PASSPHRASE.',
  } satisfies Text,
  passphraseOpen: (file: string): Text => ({ zh: `口令文件 ${file} 别的账户也能读。请运行：chmod 600 ${file}`, en: `Others can read the passphrase file ${file}. Run: chmod 600 ${file}` }),
};
