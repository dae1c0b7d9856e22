import dayjs from 'dayjs';
import type { Language } from './text.schema.ts';

const forms = {
  zh: { short: 'M月D日', long: 'YYYY年M月D日', month: 'YYYY年M月' },
  en: { short: 'D MMM', long: 'D MMM YYYY', month: 'MMM YYYY' },
} as const;

export type DayForm = keyof (typeof forms)['zh'];

/** A civil day `YYYY-MM-DD` (or a month `YYYY-MM`) as people write it. */
export function formatDay(day: string, language: Language, form: DayForm = 'short'): string {
  return dayjs(day).locale('en').format(forms[language][form]);
}

/** The same with its year wherever that is not the present one: 「2月28日」 read in November is a riddle. */
export function formatNear(day: string, today: string, language: Language): string {
  return formatDay(day, language, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'long');
}

/** A moment (RFC 3339) as day and clock time in China, where every office of the program is. */
export function formatTime(moment: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai', month: language === 'zh' ? 'numeric' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  return parts.format(dayjs(moment).toDate());
}
