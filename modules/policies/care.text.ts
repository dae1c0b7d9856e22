import type { Text } from '@lianxin/engine';
import { say } from '../../platform/ui/text.schema.ts';
import type { Language, Texts } from '../../platform/ui/text.schema.ts';
import type { Admit, Benefit, CareKind, Certificate, CarePackage, CareService, Consent, HospitalKind, Need, Paper, Reach, Ride } from './care.schema.ts';
import { conditionText, policiesText } from './pages.text.ts';
import { kindWords } from './windows.text.ts';

export const careText = {
  certificates: { zh: '证件', en: 'Certificates' },
  benefits: { zh: '看病时的优先和减免', en: 'Priorities and waivers in hospitals' },
  admits: { zh: '哪些医院可以核对', en: 'Hospitals that may check' },
  consent: { zh: '没有人能签字时', en: 'When nobody can sign' },
  packages: { zh: '家庭医生签约', en: 'Family-doctor contracts' },
  services: { zh: '签约后的服务', en: 'Services under a contract' },
  papers: { zh: '要送到手的材料', en: 'Papers to be handed over' },

  months: { zh: '有效 {{count}} 个月', en: { one: 'valid for {{count}} month', other: 'valid for {{count}} months' } },
  noEnd: { zh: '没有写有效期', en: 'no end of validity stated' },
  required: { zh: '每位成员都要有', en: 'every member is to have one' },
  accepted: { zh: '别的制度发的，这里只认不发', en: 'issued under another scheme, accepted here' },
  withIdCard: { zh: '和身份证一起出示', en: 'shown with the ID card' },
  onlyWith: { zh: '凭{{certificates}}', en: 'with the {{certificates}}' },
  perYear: { zh: '每年 {{count}} 次', en: { one: '{{count}} time a year', other: '{{count}} times a year' } },
  fee: { zh: '不收{{fee}}', en: 'waived: {{fee}}' },
  needs: { zh: '限{{needs}}时', en: 'when {{needs}}' },
  excludes: { zh: '不含{{rides}}', en: 'not {{rides}}' },
  proposes: { zh: '{{who}}提出', en: 'proposed by the {{who}}' },
  approves: { zh: '{{who}}同意', en: 'approved by the {{who}}' },
  atOnce: { zh: '同意后马上实施', en: 'done at once' },
  term: { zh: '签一次管 {{months}} 个月', en: 'holds for {{months}} months' },
  expiring: { zh: '到期前 {{days}} 天提醒', en: 'reminder {{days}} days before the end' },
  weeks: { zh: '{{from}} 到 {{to}} 周，到期前 {{days}} 天提醒', en: '{{from}} to {{to}} weeks, reminder {{days}} days before the end' },
  perHousehold: { zh: '每户一份', en: 'one a household' },
  perMember: { zh: '每人一份', en: 'one a member' },
} as const satisfies Texts;

const WHERE: Record<HospitalKind, Text> = { designated: { zh: '定点医院', en: 'designated hospitals' }, public: { zh: '公立医疗机构', en: 'public institutions' } };
const REACH: Record<Reach, Text> = { county: { zh: '本县范围内', en: 'within the county' }, city: { zh: '本市范围内', en: 'within the city' }, province: { zh: '本省范围内', en: 'within the province' } };
const CARE: Record<CareKind, Text> = { outpatient: { zh: '门诊', en: 'outpatients' }, emergency: { zh: '急诊', en: 'emergencies' }, inpatient: { zh: '住院', en: 'inpatients' } };
const RIDE: Record<Ride, Text> = { homeGoing: { zh: '出院回家', en: 'home after a stay' }, otherCity: { zh: '送外市', en: 'to another city' }, otherProvince: { zh: '送外省', en: 'to another province' } };
const NEED: Record<Need, Text> = { urgent: { zh: '需要紧急救治', en: 'treatment is urgent' }, unableToPay: { zh: '暂时付不起', en: 'the patient cannot pay now' } };

const list = (words: readonly string[], language: Language, last = ', '): string => words.join(language === 'zh' ? '、' : last);
const line = (parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join(' · ');

/** For whom a rule or benefit is meant: 只对建档立卡户; empty for everybody. */
export function conditionWords(when: { readonly flags: readonly string[]; readonly ageFrom?: number | undefined } | null, language: Language): string {
  if (when === null) return '';
  const flags = when.flags.map((flag) => (Object.hasOwn(conditionText, flag) ? say(conditionText[flag as keyof typeof conditionText], language) : flag));
  const words = when.ageFrom === undefined ? flags : [...flags, say(policiesText.ageFrom, language, { age: when.ageFrom })];
  return words.length > 0 ? say(policiesText.onlyFlags, language, { flags: list(words, language) }) : '';
}

/** Where it opens the channel, how long it is valid, who must have one: 定点医院 · 每位成员都要有 · 和身份证一起出示. */
export function certificateWords(one: Pick<Certificate, 'where' | 'months' | 'required' | 'handledBy' | 'withIdCard'>, language: Language): string {
  return line([
    WHERE[one.where][language], one.required && say(careText.required, language), one.handledBy === 'other' && say(careText.accepted, language),
    one.withIdCard && say(careText.withIdCard, language), one.months === null ? say(careText.noEnd, language) : say(careText.months, language, { count: one.months }),
  ]);
}

type BenefitSaid = Pick<Benefit, 'care' | 'at' | 'perYear' | 'reach' | 'excludes' | 'needs' | 'fee'> & { readonly when: Parameters<typeof conditionWords>[0] };

/** Where and when a benefit holds, and its limits; `certificates` are the names of those it asks for, none: any. */
export function benefitWords(one: BenefitSaid, certificates: readonly string[], language: Language): string {
  return line([
    WHERE[one.at][language], one.reach && REACH[one.reach][language],
    one.care.length < Object.keys(CARE).length && list(one.care.map((care) => CARE[care][language]), language),
    certificates.length > 0 && say(careText.onlyWith, language, { certificates: list(certificates, language, ' or ') }),
    one.fee && say(careText.fee, language, { fee: one.fee[language] }), one.perYear !== null && say(careText.perYear, language, { count: one.perYear }),
    conditionWords(one.when, language),
    one.needs.length > 0 && say(careText.needs, language, { needs: list(one.needs.map((need) => NEED[need][language]), language, ' and ') }),
    one.excludes.length > 0 && say(careText.excludes, language, { rides: list(one.excludes.map((ride) => RIDE[ride][language]), language, ' or ') }),
  ]);
}

export const admitWords = (one: Pick<Admit, 'at' | 'reach'>, language: Language): string => line([WHERE[one.at][language], REACH[one.reach][language]]);

export const consentWords = (one: Pick<Consent, 'proposer' | 'approver' | 'atOnce'>, language: Language): string => line([
  say(careText.proposes, language, { who: one.proposer[language] }), say(careText.approves, language, { who: one.approver[language] }),
  one.atOnce && say(careText.atOnce, language),
]);

/** `services`: what a contract on it names, as people call it. */
export const packageWords = (one: Pick<CarePackage, 'months' | 'expiringDays'>, services: readonly string[], language: Language): string => line([
  say(careText.term, language, { months: one.months }), say(careText.expiring, language, { days: one.expiringDays }), list(services, language),
]);

export const serviceWords = (one: Pick<CareService, 'kinds' | 'note' | 'prescription'>, language: Language): string => line([
  kindWords({ kinds: [...one.kinds] }, language), one.note && one.note[language],
  one.prescription && say(careText.weeks, language, { from: one.prescription.weeksFrom, to: one.prescription.weeksTo, days: one.prescription.remindDays }),
]);

export const paperWords = (one: Pick<Paper, 'per'>, language: Language): string => say(one.per === 'household' ? careText.perHousehold : careText.perMember, language);
