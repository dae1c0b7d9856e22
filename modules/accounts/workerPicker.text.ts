import type { Texts } from '../../platform/ui/text.schema.ts';

export const workerPickerText = {
  choose: { zh: '按姓名找', en: 'Find by name' },
  looking: { zh: '正在找', en: 'Looking' },
  nobody: { zh: '没有找到这个人。可在“联系人”里先登记。', en: 'Nobody by that name. Add them under Contacts first.' },
  leader: { zh: '党政领导', en: 'leader' },
} as const satisfies Texts;
