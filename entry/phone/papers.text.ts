import type { Texts } from '../../platform/ui/text.schema.ts';

export const papersText = {
  handed: { zh: '交到手上的', en: 'Handed over' },
  title: { zh: '要送的卡证', en: 'Papers to hand over' },
  hint: { zh: '记联系的时候可以一起勾；已经送过的，点一下就行。', en: 'Tick them when you record the visit; if they were brought before, one tap is enough.' },
  all: { zh: '都交到了', en: 'All handed over' },
  kept: { zh: '记好了，有网会自动送到。', en: 'Saved; it is sent when you are online.' },
  arrived: { zh: '记好了。', en: 'Saved.' },
  command: { zh: '卡证送到', en: 'Papers handed over' },
} as const satisfies Texts;
