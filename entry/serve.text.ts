import type { Text } from '../platform/problem.ts';

export const serveText = {
  starting: (): Text => ({ zh: '正在启动…', en: 'Starting …' }),
  ready: (url: string): Text => ({ zh: `连心已就绪：${url}`, en: `Lianxin is ready: ${url}` }),
  phone: (url: string): Text => ({ zh: `手机页面：${url}`, en: `Phone pages: ${url}` }),
  accounts: (county: string): Text => ({
    zh: `演示县“${county}”里的人都是编出来的。可以用下面的账号登录（密码随机生成，只能在这台电脑上用）：`,
    en: `Everyone in the demo county "${county}" is invented. Sign in with one of these (random passwords, for this machine only):`,
  }),
  empty: (): Text => ({
    zh: '数据库里还没有县。请先建县和第一位管理员：\n  npx lianxin county add 代码 名称\n  npx lianxin user add 用户名 --kind countyAdministrator --division 代码',
    en: 'There is no county yet. Make it and its first administrator:\n  npx lianxin county add CODE NAME\n  npx lianxin user add USERNAME --kind countyAdministrator --division CODE',
  }),
  insideClone: (folder: string): Text => ({
    zh: `注意：真实的档案正放在程序自己的文件夹里（${folder}）。请把它移到别处，再用 LIANXIN_DATA 指定，免得随程序一起被删掉或拷走。`,
    en: `Careful: real files are kept inside the program's own folder (${folder}). Move them elsewhere and name the place with LIANXIN_DATA, lest they be deleted or copied with it.`,
  }),
  demoRemote: (host: string): Text => ({
    zh: `注意：正在 ${host} 上对外服务，演示账号只有在这台电脑上才能登录。`,
    en: `Careful: serving on ${host}; demo accounts sign in on this machine only.`,
  }),
  noPages: (): Text => ({ zh: '网页还没有构建，只提供接口。', en: 'The pages are not built; only the API is served.' }),
  lost: (why: string): Text => ({ zh: `数据库停了，程序也退出：${why}`, en: `The database is down for good, so the program ends: ${why}` }),
  stopping: (): Text => ({ zh: '正在停止…', en: 'Stopping …' }),
  fillingOn: (count: number): Text => ({ zh: `已放入 ${count} 户…`, en: `${count} households are in …` }),
  filling: (households: number): Text => ({ zh: `正在放入演示县（${households} 户）…`, en: `Filling in the demo county (${households} households) …` }),
  filled: (households: number, visits: number, seconds: string): Text => ({
    zh: `演示县已放好：${households} 户、${visits} 次联系，用时 ${seconds} 秒。`,
    en: `The demo county is in: ${households} households, ${visits} visits, ${seconds} s.`,
  }),
};
