import type { DutyState } from '@lianxin/engine';
import type { Text } from '../../platform/problem.ts';

export const careText = {
  states: {
    void: { zh: '不成立', en: 'void' }, adapted: { zh: '按约定调整', en: 'adapted' }, excused: { zh: '免做', en: 'excused' }, upcoming: { zh: '未到', en: 'upcoming' },
    met: { zh: '已做', en: 'met' }, open: { zh: '待做', en: 'open' }, attempted: { zh: '去过未遇', en: 'attempted' }, vacant: { zh: '无人负责', en: 'vacant' }, missed: { zh: '漏做', en: 'missed' },
  } satisfies Record<DutyState, Text>,
  idWrong: (value: string): Text => ({ zh: `“${value}”不是家庭编号。`, en: `"${value}" is not the id of a household.` }),
};
