import type { Texts } from '../../platform/ui/text.schema.ts';

export const coverageText = {
  future: { zh: '还没到这一天，请选今天或以前的日子。', en: 'That day has not come yet; choose today or an earlier day.' },
} as const satisfies Texts;
