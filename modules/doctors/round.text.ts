import type { Texts } from '../../platform/ui/text.schema.ts';

/** What a doctor did for whom in a visit: the same words at the desk and on the phone. */
export const roundText = {
  title: { zh: '给谁做了什么', en: 'What was done for whom' },
  hint: { zh: '做了哪项点哪项，签约服务和健康档案一起记上；没做的空着。', en: 'Choose what was done; it counts under the contract and in the health file. Leave out the rest.' },
  each: { zh: '每位都做了', en: 'For each of them' },
  forOne: { zh: '给{{name}}', en: 'For {{name}}' },
  more: { zh: '还做了别的、记健康档案', en: 'Something else, or for the health file' },
  moreOf: { zh: '给{{name}}还做了别的、记健康档案', en: 'Something else for {{name}}, or for the health file' },
  other: { zh: '还做了', en: 'Also done' },
  weeks: { zh: '长期处方开几周', en: 'Weeks prescribed' },
  weekCount: { zh: '{{count}} 周', en: { one: '{{count}} week', other: '{{count}} weeks' } },
  weeksNeeded: { zh: '点一下开了几周。', en: 'Say for how many weeks.' },
  hospital: { zh: '转到哪家医院', en: 'Referred to which hospital' },
  level: { zh: '自理能力', en: 'Self-care' },
  levelHint: { zh: '和以前不一样时再点；会更新家里的失能、半失能标记。', en: 'Only when it has changed; it sets the mark in the household file.' },
  words: { zh: '情况，记进健康档案', en: 'What was found, for the health file' },
  wordsHint: { zh: '只有签约团队和健康档案专管员看得到。', en: 'Seen only by the contracted team and the keeper of health files.' },
  filed: { zh: '健康档案记了 {{count}} 条', en: { one: '{{count}} entry in the health file', other: '{{count}} entries in the health file' } },
  someone: { zh: '一位成员', en: 'A member' },

  owedTitle: { zh: '签约服务', en: 'Services under contract' },
  household: { zh: '全家', en: 'The household' },
  owedNone: { zh: '眼下没有另外要做的。', en: 'Nothing more is owed just now.' },
  reminder: { zh: '{{what}}用到 {{day}}，问问下一次', en: '{{what}} lasts until {{day}}: ask about the next' },
  settle: { zh: '下一次已经安排', en: 'The next is arranged' },
  settleOf: { zh: '{{name}}的{{what}}下一次已经安排', en: 'The next is arranged: {{name}}, {{what}}' },
  settled: { zh: '记好了', en: 'Noted' },
} as const satisfies Texts;
