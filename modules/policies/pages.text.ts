import type { Texts } from '../../platform/ui/text.schema.ts';

export const policiesText = {
  title: { zh: '政策与依据', en: 'Policies' },
  where: { zh: '哪里用哪一份', en: 'Which policy applies where' },
  whereNote: { zh: '没有单独写的地方，跟上一级', en: 'A place not listed follows the one above it' },
  place: { zh: '地方', en: 'Place' },
  policy: { zh: '政策', en: 'Policy' },
  days: { zh: '什么时候', en: 'When' },
  since: { zh: '{{from}} 起', en: 'since {{from}}' },
  span: { zh: '{{from}} 至 {{to}}', en: '{{from}} to {{to}}' },
  now: { zh: '正在用', en: 'In force' },
  past: { zh: '以前用的', en: 'Before' },
  coming: { zh: '还没开始', en: 'To come' },
  nowhere: { zh: '还没有定用哪一份', en: 'No policy has been set yet' },
  nowhereHint: { zh: '没有政策，系统就算不出该做什么。请管理员先定下来。', en: 'Without one nothing can be worked out. Ask the administrator to set it.' },
  adopt: { zh: '换用一份', en: 'Set a policy' },
  adoptTitle: { zh: '一个地方换用一份政策', en: 'A place begins to live under a policy' },
  adoptFrom: { zh: '从哪天起', en: 'From' },
  adoptEffect: { zh: '这个地方原来那份到前一天为止；下面每一户该做的事会重新算。', en: 'The one before ends the day before; what is owed to every household below is worked out anew.' },
  choose: { zh: '请选择', en: 'Choose' },
  needed: { zh: '请选一个', en: 'Choose one' },
  adopted: { zh: '换好了，该做的事已经重新算过', en: 'Set; what is owed has been worked out anew' },

  which: { zh: '看哪一份', en: 'Policy' },
  on: { zh: '哪一天', en: 'On' },
  parent: { zh: '没有写的，跟“{{title}}”', en: 'What it does not say follows “{{title}}”' },
  term: { zh: '{{region}} · {{from}} 起', en: '{{region}} · since {{from}}' },
  required: { zh: '每一户要有的联系人', en: 'Contacts every household must have' },
  rules: { zh: '{{role}}要做的', en: 'What the {{role}} owes' },
  settings: { zh: '几个数字', en: 'Numbers' },
  off: { zh: '这里不适用的', en: 'Does not apply here' },
  documents: { zh: '文件', en: 'Documents' },
  issued: { zh: '{{day}} 印发', en: 'issued {{day}}' },
  leader: { zh: '要由党政领导干部担任', en: 'held by a party or government leader' },
  nothing: { zh: '这一天没有要求。', en: 'It asks nothing on that day.' },
  perMember: { zh: '每位家庭成员都要', en: 'for every member' },
  each: { zh: '每位联系人都要', en: 'by every holder' },
  away: { zh: '人在外地时电话、线上也算', en: 'a call counts while the family lives elsewhere' },
  purpose: { zh: '“为了什么”要选“{{purpose}}”', en: 'recorded under “What for” as “{{purpose}}”' },
  onlyFlags: { zh: '只对{{flags}}', en: 'only for {{flags}}' },
  ageFrom: { zh: '满 {{age}} 岁', en: 'aged {{age}} or more' },
  percent: { zh: '{{value}}%', en: '{{value}}%' },
} as const satisfies Texts;

export const settingText = {
  ownedShare: { zh: '一段时间里至少服务了多少天，才算要做', en: 'Share of the days a household must be served for a window to count' },
  attemptsNeeded: { zh: '有几天去过、没联系上，就算尽力了', en: 'Days tried in vain after which a window counts as attempted' },
  lateEntryDays: { zh: '工作人员最晚几天以内补记', en: 'Days back a worker may still record a visit' },
  fileStaleDays: { zh: '档案多少天没核对，就该核对了', en: 'Days after which a file is due for a check' },
} as const satisfies Texts;

export const conditionText = {
  key: { zh: '重点家庭', en: 'key households' },
  livingAlone: { zh: '独居的', en: 'those living alone' },
  registeredPoor: { zh: '建档立卡户', en: 'households on the poverty file' },
  hardship: { zh: '特困家庭', en: 'hardship households' },
  selfCareNone: { zh: '失能的', en: 'those unable to care for themselves' },
  selfCarePartial: { zh: '半失能的', en: 'those partly unable to care for themselves' },
} as const satisfies Texts;

/** The words of the form in which a visit is recorded (modules/visits, which may not be imported here; a test there holds them equal). */
export const purposeText = {
  routine: { zh: '平常走动', en: 'An ordinary contact' },
  greeting: { zh: '送节日、生日问候', en: 'A festival or birthday greeting' },
  incident: { zh: '为急事专门联系', en: 'Because of something urgent' },
  handover: { zh: '告知换了联系人', en: 'To tell them of a new contact' },
  round: { zh: '医生巡诊', en: "A doctor's round" },
  card: { zh: '送联系知情卡', en: 'To hand over the contact card' },
  healthCheck: { zh: '体检', en: 'health check' },
  followUp: { zh: '出院后随访', en: 'To follow up after a stay in hospital' },
} as const satisfies Texts;
