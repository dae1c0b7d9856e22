import type { DutyState } from '@lianxin/engine';
import type { Text } from '../../platform/problem.ts';

export const careText = {
  states: {
    void: { zh: '不成立', en: 'void' }, adapted: { zh: '按约定调整', en: 'adapted' }, excused: { zh: '免做', en: 'excused' }, upcoming: { zh: '未到', en: 'upcoming' },
    met: { zh: '已做', en: 'met' }, open: { zh: '待做', en: 'open' }, attempted: { zh: '去过未遇', en: 'attempted' }, vacant: { zh: '无人负责', en: 'vacant' }, missed: { zh: '漏做', en: 'missed' },
  } satisfies Record<DutyState, Text>,
  nothingOwed: { zh: '这些天里，这一户没有应做事项。', en: 'Nothing is owed to this household in these days.' } satisfies Text,
  undecided: (title: Text, fact: string): Text => {
    const missing: Readonly<Record<string, Text>> = {
      'member.birthDay': { zh: '没有登记生日', en: 'a birthday is not on file' },
      'festival.day': { zh: '节日的日子超出了历书', en: 'the festival lies outside the calendar' },
      'household.pack': { zh: '这里没有启用政策包', en: 'no pack is in force there' },
    };
    return { zh: `还定不下来：${title.zh}（${missing[fact]?.zh ?? fact}）`, en: `Not decided: ${title.en} (${missing[fact]?.en ?? fact})` };
  },
  daysReversed: (from: string, to: string): Text => ({ zh: `${to} 在 ${from} 前面，请把日子换过来。`, en: `${to} lies before ${from}; turn the days round.` }),
  idWrong: (value: string): Text => ({ zh: `“${value}”不是家庭编号。`, en: `"${value}" is not the id of a household.` }),
};
