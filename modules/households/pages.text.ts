import type { Texts } from '../../platform/ui/text.schema.ts';

/** Words of the list of households. Never the category, the child, or anything of health. */
export const listText = {
  title: { zh: '家庭', en: 'Households' },
  count: { zh: '{{count}} 户', en: { one: '{{count}} household', other: '{{count}} households' } },
  newOne: { zh: '新建一户', en: 'New household' },
  search: { zh: '查找家庭', en: 'Find a household' },
  searchHint: { zh: '姓名、拼音首字母、完整电话、村', en: 'Name, pinyin initials, whole phone number, village' },
  filters: { zh: '筛选', en: 'Filters' },
  division: { zh: '地方', en: 'Place' },
  everywhere: { zh: '我负责的全部地方', en: 'Everywhere I serve' },
  onlyThese: { zh: '只看', en: 'Show only' },
  flag: { zh: '名单', en: 'List' },
  anyFlag: { zh: '不限名单', en: 'Any list' },
  clear: { zh: '清掉筛选', en: 'Clear filters' },
  ended: { zh: '已结束服务', en: 'Service ended' },
  contactOf: { zh: '我联系的', en: 'Mine as contact' },
  ofWorker: { zh: '某位联系人的家庭', en: 'Households of one contact' },
  ofRole: { zh: '岗位：{{role}}', en: 'Role: {{role}}' },
  complete: { zh: '联系人都到岗的', en: 'All contacts in place' },
  incomplete: { zh: '联系人没到齐的', en: 'Contacts not all in place' },
  cardCurrent: { zh: '联系知情卡是最新的', en: 'Contact card up to date' },
  cardBehind: { zh: '联系知情卡还不是最新的', en: 'Contact card not up to date' },
  oneRole: { zh: '某个联系人岗位', en: 'One contact role' },
  drop: { zh: '去掉这一条', en: 'Remove this' },

  household: { zh: '这一家', en: 'Household' },
  place: { zh: '在哪里', en: 'Place' },
  state: { zh: '要留意的', en: 'To know' },
  next: { zh: '下一件', en: 'Next due' },
  last: { zh: '上次联系', en: 'Last contact' },
  never: { zh: '还没有记过', en: 'none yet' },
  nothingDue: { zh: '眼下没有', en: 'nothing now' },
  before: { zh: '{{day}} 前', en: 'by {{day}}' },

  vacant: { zh: '空缺 {{role}}', en: 'Vacant: {{role}}' },
  overdue: { zh: '过期 {{count}} 项', en: { one: '{{count}} overdue', other: '{{count}} overdue' } },
  away: { zh: '外出', en: 'Away' },
  callsOnly: { zh: '不上门', en: 'No home visits' },
  key: { zh: '重点', en: 'Key' },
  stale: { zh: '档案该核对了', en: 'File due for a check' },
  marks: { zh: '{{count}} 处待核对', en: { one: '{{count}} entry to check', other: '{{count}} entries to check' } },

  emptyTitle: { zh: '还没有家庭', en: 'No households yet' },
  emptyHint: { zh: '从台账导入，或者新建一户。', en: 'Import a ledger, or open a new file.' },
  noneTitle: { zh: '没有找到', en: 'Nothing found' },
  noneHint: { zh: '换个说法，或放宽筛选。电话要输完整的号码；不在您负责范围的家庭也不会出现。', en: 'Try other words, or fewer filters. A phone number must be whole; households outside your area do not appear.' },
  goImport: { zh: '导入台账', en: 'Import a ledger' },
} as const satisfies Texts;

/** The switches of the list, by their name in the address. */
export const switchText = {
  overdue: { zh: '有过期的', en: 'Overdue' },
  vacant: { zh: '联系人有空缺', en: 'A contact missing' },
  stale: { zh: '档案该核对', en: 'File due for a check' },
  away: { zh: '外出', en: 'Away' },
  marks: { zh: '有待核对的', en: 'Entries to check' },
  ended: { zh: '已结束服务', en: 'Service ended' },
} as const satisfies Texts;

export const flagText = {
  key: { zh: '扶助重点人员', en: 'Key person' },
  livingAlone: { zh: '独居', en: 'Living alone' },
  registeredPoor: { zh: '建档立卡', en: 'On the poverty file' },
  hardship: { zh: '特困', en: 'Hardship' },
  povertyRegister: { zh: '精准扶贫户', en: 'Poverty register' },
  selfCareNone: { zh: '失能', en: 'Cannot care for themselves' },
  selfCarePartial: { zh: '半失能', en: 'Can partly care for themselves' },
} as const satisfies Texts;

export const viewsText = {
  label: { zh: '我的常用', en: 'My views' },
  save: { zh: '存为常用', en: 'Save as a view' },
  title: { zh: '把现在的筛选存下来', en: 'Keep these filters' },
  name: { zh: '起个名字', en: 'Name it' },
  nameHint: { zh: '只有您自己看得到。比如：柳湾村要补的', en: 'Only you see it. For example: gaps in Liuwan' },
  nameNeeded: { zh: '起个名字，好找。', en: 'Give it a name to find it by.' },
  forget: { zh: '不再保留“{{name}}”', en: 'Forget "{{name}}"' },
  kept: { zh: '存好了', en: 'Kept' },
  forgotten: { zh: '不再保留', en: 'Forgotten' },
} as const satisfies Texts;
