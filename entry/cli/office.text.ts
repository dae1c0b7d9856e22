import type { Text } from '../../platform/problem.ts';

export const officeText = {
  added: (username: string, password: string): Text => ({
    zh: `账号 ${username} 已建好，初始密码：${password}（只显示这一次，第一次登录要改）`,
    en: `The account ${username} is made; first password: ${password} (shown this once, changed at the first sign-in)`,
  }),
  reset: (username: string, password: string): Text => ({
    zh: `账号 ${username} 的新密码：${password}（只显示这一次，登录后要改）`,
    en: `New password of ${username}: ${password} (shown this once, changed after signing in)`,
  }),
  codesOff: (): Text => ({
    zh: '动态口令已关掉，登录后请本人重新设置。',
    en: 'One-time codes are off; set them up anew after signing in.',
  }),
  countyAdded: (name: string, divisions: number): Text => ({ zh: `${name}已建好，共 ${divisions} 个区划。`, en: `${name} is made, with ${divisions} divisions.` }),
  verified: (name: string, seals: number, records: number): Text => ({ zh: `${name}：${records} 条记录、${seals} 道封印，完好。`, en: `${name}: ${records} records under ${seals} seals, unbroken.` }),
  notVerified: (name: string, problem: string, seal: number | null): Text => {
    const why: Readonly<Record<string, Text>> = {
      broken: { zh: '内容或链条被改动过', en: 'bytes or links were changed' }, missing: { zh: '封印里的记录少了', en: 'a sealed record is gone' },
      unsealed: { zh: '有超过十分钟没有封存的记录', en: 'records older than ten minutes are not sealed' },
    };
    const { zh, en } = why[problem] ?? { zh: problem, en: problem };
    return { zh: `${name}：${zh}${seal === null ? '' : `（第 ${seal} 道封印）`}。`, en: `${name}: ${en}${seal === null ? '' : ` (seal ${seal})`}.` };
  },
};
