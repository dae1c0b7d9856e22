import type { Texts } from '../../platform/ui/text.schema.ts';

export const visitsText = {
  future: { zh: '还没到这一天，请填联系发生的那天。', en: 'That day has not come yet. Give the day the contact took place.' },
  late: { zh: '这次联系已经过去太久，自己补不了了，请镇里或县里的同事帮您补记。', en: 'That was too long ago to enter yourself. Ask the township or county office to enter it for you.' },
  lateReason: { zh: '补记这么早的联系，请写一句原因。', en: 'Entering a contact this late needs a word on why.' },
  notServed: { zh: '那一天这家还没有（或已经不再）纳入服务，请核对日期。', en: 'The household was not being served on that day. Check the date.' },
  participants: { zh: '参加的人里有名单上没有的，请重新选择。', en: 'Someone named is not on the list of workers. Choose again.' },
  voidedAlready: { zh: '这条记录已经作废了。', en: 'This record has already been voided.' },
  voidNotYours: { zh: '只有记录的人或办公室可以作废这条记录。', en: 'Only the person who entered it or the office may void this record.' },
  notParticipant: { zh: '这条记录里没有您。', en: 'You are not named in this record.' },
  correctsUnvoided: { zh: '要更正的那条记录还没有作废，请先作废。', en: 'The record this corrects has not been voided yet. Void it first.' },
} as const satisfies Texts;
