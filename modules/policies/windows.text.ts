import { say } from '../../platform/ui/text.schema.ts';
import type { Language, Texts } from '../../platform/ui/text.schema.ts';
import type { RuleShown, WindowView } from './packs.schema.ts';

const windowText = {
  week: { zh: '每周 {{count}} 次', en: { one: 'once a week', other: '{{count}} times a week' } },
  month1: { zh: '每月 {{count}} 次', en: { one: 'once a month', other: '{{count}} times a month' } },
  month2: { zh: '每两个月 {{count}} 次', en: { one: 'once every two months', other: '{{count}} times every two months' } },
  month3: { zh: '每季度 {{count}} 次', en: { one: 'once a quarter', other: '{{count}} times a quarter' } },
  month4: { zh: '每四个月 {{count}} 次', en: { one: 'once every four months', other: '{{count}} times every four months' } },
  month6: { zh: '每半年 {{count}} 次', en: { one: 'once every half-year', other: '{{count}} times every half-year' } },
  month12: { zh: '每年 {{count}} 次', en: { one: 'once a year', other: '{{count}} times a year' } },
  rolling: { zh: '离上一次不超过 {{days}} 天', en: 'within {{days}} days of the last' },
  around: { zh: '{{what}}前 {{before}} 天到后 {{after}} 天', en: 'from {{before}} days before to {{after}} days after {{what}}' },
  until: { zh: '{{what}}前 {{before}} 天到当天', en: 'in the {{before}} days up to {{what}}' },
  on: { zh: '{{what}}当天', en: 'on {{what}}' },
  after: { zh: '{{what}}当天到后 {{after}} 天', en: '{{what}} and the {{after}} days after' },
  birthday: { zh: '生日', en: 'the birthday' },
  fixedDay: { zh: '每年 {{month}} 月 {{day}} 日', en: '{{month}}/{{day}} each year' },
  event: { zh: '{{events}}以后 {{days}} 天内', en: 'within {{days}} days of {{events}}' },
} as const satisfies Texts;

/** What a rule may start from, as a person would say it. */
export const eventText = {
  accident: { zh: '意外事故', en: 'an accident' },
  illness: { zh: '重病', en: 'serious illness' },
  disaster: { zh: '受灾', en: 'a disaster' },
  death: { zh: '家人去世', en: 'a death' },
  hardship: { zh: '生活遇到重大困难', en: 'serious hardship' },
  serviceStart: { zh: '开始服务', en: 'the beginning of service' },
  contactChange: { zh: '联系人变动', en: 'a change of contact' },
  accommodationReview: { zh: '约定到了再问的日子', en: 'the review day of an agreement' },
  discharge: { zh: '出院', en: 'discharge from hospital' },
  contractSigned: { zh: '签约', en: 'the signing of a contract' },
} as const satisfies Texts;

export const kindText = {
  home: { zh: '上门', en: 'home visit' },
  phone: { zh: '电话', en: 'phone call' },
  online: { zh: '线上', en: 'online' },
  message: { zh: '短信、卡片', en: 'message or card' },
  clinic: { zh: '在院里', en: 'at the clinic' },
} as const satisfies Texts;

const JOIN = { zh: '、', en: ', ' } as const;

const wordOf = (texts: Texts, key: string, language: Language): string => (Object.hasOwn(texts, key) ? say(texts[key]!, language) : key);

/** When a rule asks for a contact, in words: 每月 1 次, 春节前 15 天到后 15 天. */
export function windowWords(window: WindowView, needed: number, language: Language): string {
  switch (window.kind) {
    case 'week': return say(windowText.week, language, { count: needed });
    case 'months': return say(windowText[`month${window.months}`], language, { count: needed });
    case 'rolling': return say(windowText.rolling, language, { days: window.days });
    case 'festival': return aroundWords(window.title[language], window, language);
    case 'birthday': return aroundWords(say(windowText.birthday, language), window, language);
    case 'fixedDay': return aroundWords(say(windowText.fixedDay, language, { month: window.month, day: window.day }), window, language);
    case 'event': return say(windowText.event, language, { events: window.events.map((event) => wordOf(eventText, event, language)).join(JOIN[language]), days: window.days });
  }
}

function aroundWords(what: string, { before, after }: { before: number; after: number }, language: Language): string {
  const form = before > 0 ? (after > 0 ? 'around' : 'until') : after > 0 ? 'after' : 'on';
  return say(windowText[form], language, { what, before, after });
}

/** By which ways a contact counts; any of them when all four do. */
export function kindWords({ kinds }: Pick<RuleShown, 'kinds'>, language: Language): string {
  return kinds.map((kind) => wordOf(kindText, kind, language)).join(language === 'zh' ? '、' : ' or ');
}
