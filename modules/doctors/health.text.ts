import { Problem, type Text } from '../../platform/problem.ts';
import type { Texts } from '../../platform/ui/text.schema.ts';
import type { HealthProblem } from './health.schema.ts';

const PROBLEMS: Readonly<Record<HealthProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'health.contract': { status: 422, field: 'memberId', text: { zh: '这位成员现在没有和您的团队签约，档案由签约的团队来记。', en: 'This member is under no contract with your team; the file is kept by the team that has one.' } },
  'health.future': { status: 422, field: 'day', text: { zh: '还没到这一天，请填实际的日期。', en: 'That day has not come yet. Give the actual day.' } },
  'health.replaces': { status: 422, field: 'replaces', text: { zh: '要替换的那一条不是这位成员的同一类记录，或者已经停用了。', en: 'The entry to be replaced is not of this member and kind, or has ended already.' } },
  'health.ended': { status: 409, text: { zh: '这一条已经停用了。', en: 'This entry has ended already.' } },
  'health.days': { status: 422, field: 'day', text: { zh: '停用的日期不能早于记录的日期。', en: 'It cannot end before the day it is about.' } },
};

/** A refusal about a health file, with the field it is about. */
export function healthProblem(code: HealthProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const ENTRY_WORD: Text = { zh: '条健康记录', en: 'health entry' };

export const healthKindText = {
  condition: { zh: '健康状况', en: 'Condition' },
  selfCare: { zh: '自理能力', en: 'Self-care' },
  special: { zh: '专档', en: 'Special file' },
  assessment: { zh: '评估', en: 'Assessment' },
  elderly: { zh: '老年人健康管理', en: 'Care of the elderly' },
  traditional: { zh: '中医药健康管理', en: 'Traditional medicine' },
  healthCheck: { zh: '体检', en: 'Health check' },
  note: { zh: '其他', en: 'Note' },
} as const satisfies Texts;

export const groupText = {
  hypertension: { zh: '高血压', en: 'High blood pressure' },
  diabetes: { zh: '糖尿病', en: 'Diabetes' },
  heart: { zh: '心脏病', en: 'Heart' },
  stroke: { zh: '脑卒中', en: 'Stroke' },
  lung: { zh: '慢性肺病', en: 'Lung' },
  kidney: { zh: '肾病', en: 'Kidney' },
  cancer: { zh: '肿瘤', en: 'Cancer' },
  mental: { zh: '精神心理', en: 'Mental health' },
  joints: { zh: '骨关节', en: 'Bones and joints' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Texts;

export const selfCareText = {
  able: { zh: '能自理', en: 'Able' },
  partial: { zh: '部分能自理', en: 'Partly able' },
  none: { zh: '不能自理', en: 'Unable' },
} as const satisfies Texts;

export const specialText = {
  chronic: { zh: '慢性病', en: 'Chronic illness' },
  serious: { zh: '重病', en: 'Serious illness' },
} as const satisfies Texts;

export const healthText = {
  title: { zh: '健康档案', en: 'Health file' },
  who: { zh: '只有签约团队和健康档案专管员看得到，每次打开都有记录。', en: 'Seen only by the contracted team and the keeper of health files; every look is recorded.' },
  none: { zh: '还没有记录。', en: 'Nothing has been entered yet.' },
  add: { zh: '记一条', en: 'Add an entry' },
  addOf: { zh: '给{{name}}记一条', en: 'Add an entry for {{name}}' },
  replace: { zh: '更新', en: 'Replace' },
  replaceOf: { zh: '更新{{name}}的这一条', en: 'Replace this entry of {{name}}' },
  end: { zh: '停用', en: 'End' },
  endTitle: { zh: '停用这一条', en: 'End this entry' },
  endHint: { zh: '记录不会删，只注明从今天起不再适用。', en: 'Nothing is deleted; it is marked as no longer holding from today.' },
  earlier: { zh: '以前的 {{count}} 条', en: { one: '{{count}} earlier entry', other: '{{count}} earlier entries' } },
  by: { zh: '{{day}} · {{name}} 签', en: '{{day}} · signed by {{name}}' },
  ended: { zh: '{{day}} 停用：{{reason}}', en: 'ended on {{day}}: {{reason}}' },
  kind: { zh: '记什么', en: 'About' },
  kindNeeded: { zh: '请选一类。', en: 'Choose one.' },
  group: { zh: '哪一类', en: 'Which group' },
  level: { zh: '自理能力', en: 'Self-care' },
  levelHint: { zh: '会一起更新家庭档案里的失能、半失能标记，应做事项随之调整。', en: 'It also sets the mark in the household file, and what is owed follows.' },
  special: { zh: '哪一种专档', en: 'Which special file' },
  words: { zh: '内容', en: 'Words' },
  wordsNeeded: { zh: '请写几句。', en: 'Write a few words.' },
  chooseNeeded: { zh: '请选一项。', en: 'Choose one.' },
  day: { zh: '日期', en: 'Day' },
  dayNeeded: { zh: '请填日期。', en: 'Give the day.' },
  saved: { zh: '记好了', en: 'Recorded' },
  note: { zh: '写上就不能改，只能更新或停用，并署您的名字。', en: 'It cannot be changed afterwards, only replaced or ended, and carries your name.' },

  services: { zh: '做过的服务', en: 'What was done' },
  serve: { zh: '记服务', en: 'Record a service' },
  serveOf: { zh: '给{{name}}记服务', en: 'Record a service for {{name}}' },
  serveKind: { zh: '做了什么', en: 'What was done' },
  weeks: { zh: '几周', en: 'For how many weeks' },
  weekCount: { zh: '{{count}} 周', en: { one: '{{count}} week', other: '{{count}} weeks' } },
  content: { zh: '情况（转诊请写去哪家医院、为什么）', en: 'In words (of a referral: to which hospital and why)' },
  until: { zh: '用到 {{day}}', en: 'until {{day}}' },
  settle: { zh: '下一次已经安排', en: 'The next is arranged' },
  settleOf: { zh: '下一次已经安排：{{name}} {{what}}', en: 'The next is arranged: {{name}}, {{what}}' },
  voided: { zh: '已作废', en: 'voided' },
} as const satisfies Texts;
