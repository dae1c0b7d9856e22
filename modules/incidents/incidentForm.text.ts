import type { Texts } from '../../platform/ui/text.schema.ts';

export const incidentFormText = {
  title: { zh: '{{name}} · 有急事', en: '{{name}} · something urgent' },
  kind: { zh: '出了什么事', en: 'What happened' },
  kindNeeded: { zh: '选一下出了什么事。', en: 'Say what happened.' },
  day: { zh: '哪天的事', en: 'When' },
  dayNeeded: { zh: '选一下日期。', en: 'Choose the day.' },
  note: { zh: '多说两句', en: 'A few words' },
  lateReason: { zh: '为什么现在才报', en: 'Why it is reported so late' },
  submit: { zh: '报上去', en: 'Report' },
  first: { zh: '人要紧：先打 120、先联系上人，再来登记。', en: 'People first: call 120, reach the family, then come back and enter it.' },
  saved: { zh: '报上去了', en: 'Reported' },
  owed: { zh: '接下来谁要做什么', en: 'Who does what now' },
  noneOwed: { zh: '规定里没有另外要做的。能去看看就去看看。', en: 'The rules ask for nothing more. Do look in on them if you can.' },
  before: { zh: '{{day}} 前', en: 'by {{day}}' },
  vacant: { zh: '（空缺）', en: '(vacant)' },
  done: { zh: '好', en: 'Done' },
  wrong: { zh: '这条报错了', en: 'Something is wrong' },
  void: { zh: '作废', en: 'Void it' },
  voidTitle: { zh: '作废这条情况', en: 'Void this report' },
  voidHint: { zh: '因为它要做的事会一起收回；谁报的、为什么作废，留在变更记录里。', en: 'What it asked for is taken back with it; who reported it and why it was voided stay on record.' },
} as const satisfies Texts;
