import type { Text } from '../../platform/problem.ts';

/** Why a command did not do what was asked, in words for the person at the terminal. */
export const failureText = {
  todayReal: (): Text => ({
    zh: '数据库里有真实的县，不能用 LIANXIN_TODAY 固定日期。请去掉这个环境变量。',
    en: 'This database holds a real county, so the day may not be fixed. Remove LIANXIN_TODAY.',
  }),
  todayWrong: (value: string): Text => ({
    zh: `LIANXIN_TODAY=${value} 不是一个日期，请写成 2026-11-22 这样。`,
    en: `LIANXIN_TODAY=${value} is not a day; write it like 2026-11-22.`,
  }),
  portWrong: (said: string): Text => ({ zh: `${said} 不是端口号，请用 0 到 65535 之间的数。`, en: `${said} is not a port; use a number from 0 to 65535.` }),
  portTaken: (port: number): Text => ({
    zh: `端口 ${port} 已经被占用。请关掉占用它的程序，或换一个：PORT=5181 npm start`,
    en: `Port ${port} is in use. Stop the program that holds it, or choose another: PORT=5181 npm start`,
  }),
  keyMissing: (file: string): Text => ({
    zh: `数据库里有加密的内容，但钥匙文件 ${file} 不见了。请从备份里把它放回原处；没有它，身份证号、电话和记录谁也读不出来。`,
    en: `The database holds sealed values, but the key file ${file} is missing. Put it back from your copy; without it nobody can read ID numbers, phones or notes.`,
  }),
  keyOpen: (file: string): Text => ({
    zh: `钥匙文件 ${file} 别的账户也能读。请运行：chmod 600 ${file}`,
    en: `Others can read the key file ${file}. Run: chmod 600 ${file}`,
  }),
  keyBroken: (file: string): Text => ({ zh: `${file} 不是连心的钥匙文件，请从备份里放回正确的那一份。`, en: `${file} is not a Lianxin key file; put the right one back.` }),
  notEmpty: (): Text => ({
    zh: '这个数据库里已经有县了，演示县只放进空的数据库。请用 LIANXIN_DATA 指定一个空文件夹。',
    en: 'This database already holds a county; the demo goes only into an empty one. Name an empty folder with LIANXIN_DATA.',
  }),
  demoRefused: (): Text => ({
    zh: '设置了 DATABASE_URL，为免弄错，演示县不会放进去。确实要放，请加上 LIANXIN_DEMO=1。',
    en: 'DATABASE_URL is set, so the demo is not put in, lest it be a mistake. If you mean it, add LIANXIN_DEMO=1.',
  }),
  noAccount: (username: string): Text => ({ zh: `没有用户名为“${username}”的账号。`, en: `There is no account named "${username}".` }),
  accountClosed: (username: string): Text => ({ zh: `账号“${username}”已经停用或锁住。`, en: `The account "${username}" is closed or locked.` }),
  asNeeded: (): Text => ({ zh: '请用 --as 用户名 说明以谁的身份操作。', en: 'Say with --as USERNAME for whom this is done.' }),
  packUnknown: (id: string, known: readonly string[]): Text => ({ zh: `没有政策包“${id}”。现有：${known.join('、')}`, en: `There is no pack "${id}". There are: ${known.join(', ')}` }),
  dayWrong: (value: string): Text => ({ zh: `“${value}”不是日期，请写成 2026-11-22 这样。`, en: `"${value}" is not a day; write it like 2026-11-22.` }),
  divisionWrong: (value: string): Text => ({ zh: `“${value}”不是区划代码，请写 6 位、9 位或 12 位。`, en: `"${value}" is not the code of a division; write 6, 9 or 12 digits.` }),
  folderMissing: (folder: string): Text => ({ zh: `没有文件夹 ${folder}，文件没有地方写。`, en: `There is no folder ${folder} to write into.` }),
  numberWrong: (value: string, least: number, most: number): Text => ({ zh: `“${value}”要是 ${least} 到 ${most} 之间的整数。`, en: `"${value}" must be a whole number from ${least} to ${most}.` }),
  usernameWrong: (value: string): Text => ({
    zh: `用户名“${value}”只能用小写字母、数字、点、横线，2 到 40 位，以字母或数字开头。`,
    en: `The user name "${value}" may hold small letters, digits, full stops and dashes, 2 to 40 of them, beginning with a letter or digit.`,
  }),
  usernameTaken: (value: string): Text => ({ zh: `用户名“${value}”已经有人用了。`, en: `The user name "${value}" is taken.` }),
  divisionUnknown: (code: string): Text => ({ zh: `没有代码为 ${code} 的区划。`, en: `There is no division with the code ${code}.` }),
  kindUnknown: (kind: string, known: readonly string[]): Text => ({ zh: `没有“${kind}”这种岗位。可以用：${known.join('、')}`, en: `There is no post "${kind}". Use one of: ${known.join(', ')}` }),
  kindElsewhere: (kind: string, levels: readonly string[]): Text => ({ zh: `${kind} 只能设在这些层级：${levels.join('、')}。`, en: `${kind} may stand only at: ${levels.join(', ')}.` }),
  countyCode: (code: string): Text => ({ zh: `“${code}”不是县的代码，请用 6 位数字，例如 519900。`, en: `"${code}" is not the code of a county; use 6 digits, like 519900.` }),
  countyTaken: (code: string): Text => ({ zh: `代码 ${code} 的县已经有了。`, en: `A county with the code ${code} exists already.` }),
  divisionRow: (row: number, why: Text): Text => ({ zh: `区划表第 ${row} 行：${why.zh}`, en: `Divisions file, row ${row}: ${why.en}` }),
  fileMissing: (file: string): Text => ({ zh: `找不到文件 ${file}。`, en: `There is no file ${file}.` }),
} satisfies Record<string, (...args: never[]) => Text>;
