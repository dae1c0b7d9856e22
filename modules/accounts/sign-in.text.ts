import type { Texts } from '../../platform/ui/text.schema.ts';

export const signInText = {
  title: { zh: '登录', en: 'Sign in' },
  greeting: { zh: '让每一家都有人惦记着', en: 'So that every family has someone who remembers them' },
  username: { zh: '账号', en: 'Username' },
  password: { zh: '密码', en: 'Password' },
  show: { zh: '显示密码', en: 'Show password' },
  go: { zh: '登录', en: 'Sign in' },
  forgot: { zh: '忘了密码？请县级管理员帮您重设，用原来的账号就行。', en: 'Forgot it? Ask your county administrator to reset it; your username stays.' },
  otp: { zh: '动态口令', en: 'One-time code' },
  otpHint: { zh: '验证器现在显示的六位数字；手机不在身边，用一个备用码。', en: 'The six digits your authenticator shows now; without your phone, a recovery code.' },
  otpNeeded: { zh: '请填动态口令。', en: 'Enter the code.' },
  otherAccount: { zh: '换个账号', en: 'Another account' },
  usernameNeeded: { zh: '请填账号。', en: 'Enter your username.' },
  passwordNeeded: { zh: '请填密码。', en: 'Enter your password.' },
  idle: { zh: '离开有一阵了，为稳妥先替您退出了。登录后会回到刚才那一页。', en: 'You were away for a while, so we signed you out. You will come back to where you were.' },
  ended: { zh: '需要重新登录，之后会回到刚才那一页。', en: 'Please sign in again. You will come back to where you were.' },
  left: { zh: '已经退出了。', en: 'You are signed out.' },
  demo: { zh: '这是演示系统，里面的人和家庭都是虚构的。演示账号在启动时的窗口里。', en: 'This is a demonstration; every person in it is invented. The demo accounts are printed where the program was started.' },
  language: { zh: 'English', en: '中文' },
  languageLabel: { zh: 'Switch to English', en: '换成中文' },
  privacy: { zh: '仅限工作人员使用，每次查看和改动都有记录。', en: 'For staff only. Every view and every change is recorded.' },
} as const satisfies Texts;
