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

// Swedish writes the parts as YYYY-MM-DD HH:mm, so that the day is then worded as every other day of the page. Made once: a page of records asks 50 times.
const inChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** A moment (RFC 3339) as day and clock time in China, where every office of the program is; given today, with its year wherever that is another. */
export function formatTime(moment: string, language: Language, today?: string): string {
  const [day = '', clock = ''] = inChina.format(dayjs(moment).toDate()).split(' ');
  return `${today ? formatNear(day, today, language) : formatDay(day, language)}${language === 'zh' ? ' ' : ', '}${clock}`;
}
