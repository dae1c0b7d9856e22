import type { Texts } from '../../platform/ui/text.schema.ts';

export const timelineText = {
  home: { zh: '上门', en: 'Home visit' },
  phone: { zh: '电话联系', en: 'Phone call' },
  online: { zh: '线上联系', en: 'Contact online' },
  message: { zh: '发了消息', en: 'Message sent' },
  notReached: { zh: '没联系上', en: 'Not reached' },
  began: { zh: '{{name}}开始担任{{role}}', en: '{{name}} became {{role}}' },
  ended: { zh: '{{name}}不再担任{{role}}', en: '{{name}} is no longer {{role}}' },
  serviceBegan: { zh: '纳入服务', en: 'Service began' },
  serviceEnded: { zh: '服务结束', en: 'Service ended' },
  left: { zh: '外出：{{place}}', en: 'Away: {{place}}' },
  leftUnknown: { zh: '外出', en: 'Away' },
  returned: { zh: '回来了', en: 'Came back' },
  agreed: { zh: '约定：{{what}}', en: 'Agreed: {{what}}' },
  accident: { zh: '意外事故', en: 'An accident' },
  illness: { zh: '重病', en: 'Serious illness' },
  disaster: { zh: '受灾', en: 'A disaster' },
  death: { zh: '家里有人去世', en: 'A death in the family' },
  hardship: { zh: '生活遇到重大困难', en: 'Serious hardship' },
  contactChange: { zh: '联系人有变动，要告知这一家', en: 'A contact changed; the household is to be told' },
  accommodationReview: { zh: '约定该再问一次', en: 'The agreement is due to be asked about again' },
} as const satisfies Texts;

/** An agreement in words, by kind. */
export const agreementText = {
  noHomeVisit: { zh: '不上门', en: 'no home visits' },
  noFestival: { zh: '节日不打扰', en: 'no contact at festivals' },
  noDays: { zh: '这些日子不打扰', en: 'no contact on these days' },
  pause: { zh: '暂停联系', en: 'a pause' },
  noContact: { zh: '不再联系', en: 'no contact' },
  preference: { zh: '按家里的意思联系', en: 'as the family prefers' },
} as const satisfies Texts;
