import { Problem, type Text } from '../../platform/problem.ts';

const refused = (status: number, code: string, field: string, text: Text): Problem => new Problem(status, code, text, [{ field, code, message: text }]);

/** Said only to whoever already typed the right password. */
export const otpNeeded = (): Problem =>
  new Problem(401, 'otp.needed', {
    zh: '请再输入验证器上现在显示的六位动态口令。手机不在身边，可以用一个备用码。',
    en: 'Now enter the six digits your authenticator shows. Without your phone, use a recovery code.',
  }, [{ field: 'otp', code: 'otp.needed' }]);

export const otpWrong = (): Problem =>
  refused(401, 'otp.wrong', 'otp', {
    zh: '动态口令不对，或者已经用过了。请等验证器换成下一个再输；还不行，看看手机的时间准不准。',
    en: 'This code is not right, or has been used. Wait for the next one; if that fails too, check the clock of your phone.',
  });

/** The same, said to somebody who is already signed in. */
export const otpNotRight = (): Problem => {
  const { code, text, fields } = otpWrong();
  return new Problem(422, code, text, fields);
};

export const factorOn = (): Problem =>
  refused(409, 'otp.on', 'password', {
    zh: '动态口令已经开着。换手机的话，请管理员先关掉，您再重新设置。',
    en: 'One-time codes are on already. For a new phone, ask an administrator to turn them off, then set them up again.',
  });

export const factorNotBegun = (): Problem =>
  refused(409, 'otp.notBegun', 'otp', { zh: '还没有开始设置，请从头再来一次。', en: 'The set-up has not been begun. Start again.' });

export const factorIsOff = (): Problem =>
  refused(409, 'otp.off', 'id', { zh: '这个账号没有开动态口令。', en: 'This account has no one-time codes.' });
