import { notFound, Problem, type Text } from '../../platform/problem.ts';
import type { PasswordFault } from './passwords.rules.ts';

export const noWorker = (): Problem => notFound({ zh: '位工作人员', en: 'worker' });
export const noOrganisation = (): Problem => notFound({ zh: '个单位', en: 'organisation' });
export const noAccount = (): Problem => notFound({ zh: '个账号', en: 'account' });
export const noPost = (): Problem => notFound({ zh: '个岗位', en: 'post' });

const refused = (status: number, code: string, field: string, text: Text): Problem => new Problem(status, code, text, [{ field, code, message: text }]);

export const workerPhoneWrong = (): Problem =>
  refused(422, 'phone.length', 'phone', {
    zh: '这个电话号码拨不通：手机应当是 11 位，座机请带区号。',
    en: 'This number cannot be dialled: a mobile has 11 digits, a landline needs its area code.',
  });

export const leftInFuture = (): Problem =>
  refused(422, 'worker.leftFuture', 'leftOn', { zh: '离任的日子还没到，请填今天或以前的日子。', en: 'This day has not come yet. Enter today or an earlier day.' });

export const usernameTaken = (): Problem =>
  refused(409, 'username.taken', 'username', { zh: '这个用户名已经有人用了，请换一个。', en: 'This username is taken. Choose another.' });

/** One text for every reason: what an administrator may not give is not explained by what others hold. */
export const grantRefused = (): Problem =>
  refused(403, 'post.beyond', 'kind', {
    zh: '这个岗位超出了您自己的权限或范围，请由县里的管理员来设。',
    en: 'This post goes beyond your own rights or territory. Ask the county administrator to give it.',
  });

export const postLevelWrong = (): Problem =>
  refused(422, 'post.level', 'divisionCode', {
    zh: '这个岗位不设在这一级：县里的岗位设在县，镇干部设在乡镇，村干部设在村。',
    en: 'This post does not stand at this level: county posts at the county, clerks at a township, cadres at a village.',
  });

export const postNeedsWorker = (): Problem =>
  refused(422, 'post.noWorker', 'accountId', {
    zh: '联系人岗位要先把账号和工作人员对应起来，否则看不到任何家庭。',
    en: 'A contact\'s post needs an account that belongs to a worker; otherwise no household can be seen.',
  });

export const postHospitalWrong = (): Problem =>
  refused(422, 'post.hospital', 'hospitalId', {
    zh: '医院窗口和负责人的岗位要选本县管理账号的一家医院，其他岗位不选医院。没有就先到“医院与就医”里添加。',
    en: 'A post at a hospital names one whose accounts this county keeps, and no other post names one. Add it under "Hospitals and care" first.',
  });

export const postDays = (): Problem =>
  refused(422, 'post.days', 'toDay', { zh: '结束的日子比开始的还早，请核对。', en: 'The last day is before the first. Check the two.' });

export const lastAdministrator = (): Problem =>
  refused(409, 'post.lastAdministrator', 'kind', {
    zh: '这是县里最后一位管理员，停用以后就没有人能管账号了。请先设好另一位。',
    en: 'This is the county\'s last administrator; nobody could manage accounts afterwards. Give the post to somebody else first.',
  });

export const ownAccount = (): Problem =>
  refused(409, 'account.own', 'id', { zh: '不能停用或重置自己的账号，请另一位管理员来做；改密码请到“我的账号”。', en: 'You cannot close or reset your own account; ask another administrator. Change your password under "My account".' });

export const passwordWrong = (): Problem =>
  refused(422, 'password.wrong', 'current', { zh: '现在的密码不对，请再输一次。', en: 'The present password is not right. Type it again.' });

const FAULT_TEXT = {
  'password.short': { zh: '密码至少 8 位。', en: 'At least 8 characters.' },
  'password.plain': { zh: '大写字母、小写字母、数字、符号，至少要有三种。', en: 'At least three of: capital letters, small letters, digits, signs.' },
  'password.username': { zh: '密码里不要带用户名。', en: 'The password must not contain the username.' },
  'password.common': { zh: '这个密码太常见，容易被猜到，请换一个。', en: 'This password is too common and easily guessed. Choose another.' },
  'password.same': { zh: '新密码和现在的一样，请换一个。', en: 'The new password is the same as the present one. Choose another.' },
} as const satisfies Record<PasswordFault, Text>;

export const passwordWeak = (faults: readonly PasswordFault[], field: string): Problem =>
  new Problem(422, 'password.weak', { zh: '密码还不够稳妥，请照下面改一改。', en: 'The password is not strong enough; see what is missing.' },
    faults.map((code) => ({ field, code, message: FAULT_TEXT[code] })));
