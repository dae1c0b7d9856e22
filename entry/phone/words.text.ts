import type { Texts } from '../../platform/ui/text.schema.ts';

/** Words for the closed lists of a visit, an incident and an agreement. */
export const kindText = {
  home: { zh: '上门', en: 'Visit' },
  phone: { zh: '电话', en: 'Call' },
  online: { zh: '微信', en: 'Online' },
  message: { zh: '短信', en: 'Message' },
} as const satisfies Texts;

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

export const purposeText = {
  greeting: { zh: '送了节日、生日问候', en: 'Brought the greeting' },
  handover: { zh: '告诉了换联系人的事', en: 'Told them of the new contact' },
  card: { zh: '交了联系卡', en: 'Handed over the contact card' },
  incident: { zh: '为急事专门来的', en: 'Came because of the urgent matter' },
  round: { zh: '巡诊', en: "Doctor's round" },
} as const satisfies Texts;

export const incidentText = {
  illness: { zh: '得了重病', en: 'Serious illness' },
  accident: { zh: '出了意外', en: 'Accident' },
  disaster: { zh: '遭了灾', en: 'Disaster' },
  death: { zh: '家里有人过世', en: 'A death in the family' },
  hardship: { zh: '一时过不去的难处', en: 'Sudden hardship' },
} as const satisfies Texts;

export const agreementText = {
  noHomeVisit: { zh: '不上门', en: 'No home visits' },
  noFestival: { zh: '过节不打扰', en: 'No contact at festivals' },
  noDays: { zh: '有几天不要来', en: 'Not on certain days' },
  pause: { zh: '先停一阵子', en: 'A pause for some time' },
  noContact: { zh: '暂时都不联系', en: 'No contact for now' },
  preference: { zh: '别的讲究', en: 'Another wish' },
} as const satisfies Texts;

export const uncreditedText = {
  noRole: { zh: '不是这家的联系人', en: 'is not a contact of this household' },
  declined: { zh: '说自己没在场', en: 'said they were not there' },
  notReached: { zh: '没联系上，先记着这一次', en: 'not reached; this try is remembered' },
  kindNotAsked: { zh: '要换一种方式才算', en: 'has to be done in another way to count' },
  purposeNotAsked: { zh: '该做的是问候或告知，这次没有', en: 'a greeting or a notice is owed, and this was none' },
  alreadyMet: { zh: '这一期已经做过了', en: 'this period is already done' },
  noWindow: { zh: '眼下没有到期的', en: 'nothing is due just now' },
  voided: { zh: '已经作废', en: 'voided' },
} as const satisfies Texts;
