import type { Texts } from '../../platform/ui/text.schema.ts';
import { purposeText as askedPurposes } from '../policies/purposes.text.ts';

/** Words for the closed lists of a visit; one list of words for the desk and the phone. */
export const visitKindText = {
  home: { zh: '上门', en: 'Home visit' },
  phone: { zh: '电话', en: 'Phone' },
  online: { zh: '微信', en: 'Online' },
  message: { zh: '短信', en: 'Message' },
} as const satisfies Texts;

/** Ways a duty may be done; nobody records a visit of the last one. */
export const wayText = { ...visitKindText, clinic: { zh: '在院里', en: 'At the clinic' } } as const satisfies Texts;

export const outcomeText = {
  reached: { zh: '联系上了', en: 'Reached' },
  notReached: { zh: '没联系上', en: 'Not reached' },
} as const satisfies Texts;

// A check is recorded as a service of the team and not as the purpose of a visit.
const { healthCheck: _byTheTeam, ...recorded } = askedPurposes;
export const purposeText = recorded;

export const healthText = {
  good: { zh: '挺好', en: 'Well' },
  same: { zh: '老样子', en: 'As before' },
  poor: { zh: '不太好', en: 'Not so well' },
  acute: { zh: '急病', en: 'Suddenly ill' },
} as const satisfies Texts;

export const moodText = {
  calm: { zh: '平和', en: 'Calm' },
  soSo: { zh: '一般', en: 'So-so' },
  low: { zh: '低落', en: 'Low' },
} as const satisfies Texts;

export const needText = {
  none: { zh: '没有', en: 'None' },
  medical: { zh: '看病', en: 'Medical' },
  living: { zh: '生活', en: 'Daily life' },
  paperwork: { zh: '手续', en: 'Paperwork' },
  talk: { zh: '说说话', en: 'Someone to talk to' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Texts;

/** Why a visit counted for nothing with one of those who took part. */
export const uncreditedText = {
  noRole: { zh: '{{name}}不是这一家的联系人', en: '{{name}} is not a contact of this household' },
  declined: { zh: '{{name}}说自己没在场', en: '{{name}} said they were not there' },
  notReached: { zh: '没联系上，先记着这一次', en: 'nobody was reached; the try is remembered' },
  kindNotAsked: { zh: '{{name}}该做的要换一种方式才算', en: 'what {{name}} owes has to be done in another way' },
  purposeNotAsked: { zh: '{{name}}该做的是问候或告知，这次没有选', en: '{{name}} owes a greeting or a notice, which was not chosen' },
  alreadyMet: { zh: '{{name}}这一期已经做过了', en: '{{name}} has done this period already' },
  noWindow: { zh: '{{name}}眼下没有到期的', en: 'nothing is due from {{name}} just now' },
  voided: { zh: '这条已经作废', en: 'this record is void' },
} as const satisfies Texts;

export const visitFormText = {
  title: { zh: '{{name}} · 记一次联系', en: '{{name}} · record a contact' },
  correcting: { zh: '{{name}} · 改正一次联系', en: '{{name}} · put a contact right' },
  correctingHint: { zh: '原来那条已经作废。照着改好，记下就行。', en: 'The old record is void. Put it right here and save.' },
  kind: { zh: '怎么联系的', en: 'How' },
  kindNeeded: { zh: '选一下怎么联系的。', en: 'Say how they were contacted.' },
  outcome: { zh: '联系上了吗', en: 'Reached?' },
  outcomeNeeded: { zh: '选一下联系上没有。', en: 'Say whether they were reached.' },
  day: { zh: '哪一天', en: 'Which day' },
  dayNeeded: { zh: '选一下是哪一天。', en: 'Choose the day.' },
  who: { zh: '谁参加了', en: 'Who took part' },
  whoNeeded: { zh: '至少选一个人。', en: 'Choose at least one person.' },
  whoElse: { zh: '再加一个人', en: 'Add someone else' },
  whoElseHint: { zh: '不是这一家联系人的，按姓名找。', en: 'By name, if they are not a contact of this household.' },
  purposes: { zh: '为了什么', en: 'What for' },
  health: { zh: '身体', en: 'Health' },
  mood: { zh: '心情', en: 'Mood' },
  needs: { zh: '有没有要帮的', en: 'Any help needed' },
  note: { zh: '想多记几句', en: 'A few words' },
  notAsked: { zh: '没问到的就空着，不用猜。', en: 'Leave out what was not asked; do not guess.' },
  lateReason: { zh: '为什么现在才补记', en: 'Why it is entered so late' },
  submit: { zh: '记下来', en: 'Save' },
  saved: { zh: '记好了', en: 'Saved' },
  countedAs: { zh: '算作', en: 'Counted as' },
  countedNothing: { zh: '这次没有算作哪一项，记下也是一份心意。', en: 'It counted for nothing owed; it is good to have it written down.' },
  notCounted: { zh: '没有算的', en: 'Not counted' },
  someone: { zh: '这位', en: 'this person' },
  done: { zh: '好', en: 'Done' },
  another: { zh: '再记一次', en: 'Record another' },
  once: { zh: '台账、报表都不用再填。', en: 'No ledger or report to fill in again.' },
} as const satisfies Texts;
