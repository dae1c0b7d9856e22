import type { Texts } from '../../platform/ui/text.schema.ts';

/** What a contact is for: the words of the rule that asks for it, of the form in which it is recorded, and of the list that waits for it. */
export const purposeText = {
  routine: { zh: '平常走动', en: 'An ordinary contact' },
  greeting: { zh: '送节日、生日问候', en: 'A festival or birthday greeting' },
  incident: { zh: '为急事专门联系', en: 'Because of something urgent' },
  handover: { zh: '告知换了联系人', en: 'To tell them of a new contact' },
  round: { zh: '医生巡诊', en: "A doctor's round" },
  followUp: { zh: '出院后随访', en: 'To follow up after a stay in hospital' },
  card: { zh: '送联系知情卡', en: 'To hand over the contact card' },
  healthCheck: { zh: '体检', en: 'health check' },
} as const satisfies Texts;
