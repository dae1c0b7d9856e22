import { toDay } from '@lianxin/engine';
import type { Clause, Day, DayNumber, RequiredRole, Role, Rule, Spell, Text } from '@lianxin/engine';
import { BENEFIT_KINDS, CARE_SECTIONS } from './care.schema.ts';
import type { CareSheet } from './care.schema.ts';
import { admitWords, benefitWords, careText, certificateWords, conditionWords, consentWords, packageWords, paperWords, serviceWords } from './care.text.ts';
import type { PackSheet, PolicyBook, SettingValue } from './policies.schema.ts';
import { includes } from './policies.spells.rules.ts';

/** What is in force under one pack on a day, each value with its clause (`packs show`). */
export interface PackView {
  readonly pack: Omit<PackSheet, 'settings' | 'off' | 'care'>;
  readonly on: Day;
  readonly roles: readonly Role[];
  readonly rules: readonly InForce<Rule>[];
  readonly required: readonly InForce<RequiredRole>[];
  readonly settings: readonly InForce<SettingValue>[];
  readonly off: readonly InForce<PackSheet['off'][number]>[];
  readonly care: CareView;
}
export type CareView = { readonly [S in keyof CareSheet]: readonly InForce<CareSheet[S][number]>[] };

/** A dated value with its days written out. */
export type InForce<T> = Omit<T, 'from' | 'to'> & { readonly from: Day; readonly to: Day | null };

const inForce = <T extends Spell>(values: readonly T[], on: DayNumber): InForce<T>[] =>
  values.filter((one) => includes(one, on)).map((one) => ({ ...one, from: toDay(one.from), to: one.to === null ? null : toDay(one.to) }));

/** Null when the book has no pack of that id. */
export function showPack(book: PolicyBook, packId: string, on: DayNumber): PackView | null {
  if (!Object.hasOwn(book.packs, packId)) return null;
  const { roles, rules, required } = book.packs[packId]!;
  const { settings, off, care, ...pack } = book.sheets[packId]!;
  return {
    pack, on: toDay(on), roles, rules: inForce(rules, on), required: inForce(required, on),
    settings: inForce(settings, on), off: inForce(off, on),
    care: careOn(care, on),
  };
}

/** Benefits in the order of their kinds: what comes first at the window, then what is not paid, then who helps. */
function careOn(sheet: CareSheet, on: DayNumber): CareView {
  const care = Object.fromEntries(CARE_SECTIONS.map((name) => [name, inForce<Spell>(sheet[name], on)])) as unknown as CareView;
  const rank = ({ kind }: CareView['benefits'][number]) => BENEFIT_KINDS.indexOf(kind);
  return { ...care, benefits: [...care.benefits].sort((a, b) => rank(a) - rank(b)) };
}

const clauseText = ({ document, article, summary, remark, mark }: Clause, language: keyof Text): string =>
  `  ${document} ${article} [${mark}] ${summary[language]}${remark ? `  ${remark[language]}` : ''}`;

const HEADINGS = {
  required: { zh: '必备岗位', en: 'Required role' },
  leader: { zh: '须由党政领导担任', en: 'a leader' },
  setting: { zh: '数值', en: 'Setting' },
  off: { zh: '不适用', en: 'Switched off' },
} as const;

function viewLines(view: PackView, language: keyof Text): string[] {
  const { pack, on, roles, rules, required, settings, off } = view;
  const word = (name: keyof typeof HEADINGS) => HEADINGS[name][language];
  const role = (id: string) => roles.find((one) => one.id === id)?.title[language] ?? id;
  const narrowed = ({ leader, when }: Pick<RequiredRole, 'leader' | 'when'>) =>
    [conditionWords(when, language), leader ? word('leader') : ''].filter(Boolean).map((one) => ` · ${one}`).join('');
  return [
    `${pack.title[language]} (${pack.id}) ${on}`,
    ...rules.flatMap((rule) => [`${rule.id}  ${rule.title[language]}`, clauseText(rule.clause, language)]),
    ...required.flatMap((one) => [`${word('required')}  ${role(one.role)}${narrowed(one)}`, clauseText(one.clause, language)]),
    ...settings.flatMap((one) => [`${word('setting')}  ${one.key} = ${one.value}`, clauseText(one.clause, language)]),
    ...careLines(view, language),
    ...off.flatMap((one) => [`${word('off')}  ${one.key}`, clauseText(one.clause, language)]),
  ];
}

/** Rules, services and certificates that a value of care names, as people call them that day; by its id what is not in force. */
export function careNamed({ rules, care }: Pick<PackView, 'rules' | 'care'>, ids: readonly string[]): { id: string; title: Text }[] {
  const titles = new Map<string, Text>([...rules, ...care.services, ...care.certificates].map(({ id, title }) => [id, title]));
  return ids.map((id) => ({ id, title: titles.get(id) ?? { zh: id, en: id } }));
}

function careLines(view: PackView, language: keyof Text): string[] {
  const { care } = view;
  const titles = (ids: readonly string[]) => careNamed(view, ids).map(({ title }) => title[language]);
  const of = <T extends CareView[keyof CareView][number]>(section: keyof CareView, values: readonly T[], words: (one: T) => string) =>
    values.flatMap((one) => [`${careText[section][language]}  ${one.title[language]}  ${words(one)}`, clauseText(one.clause, language)]);
  return [
    ...of('packages', care.packages, (one) => packageWords(one, titles(one.services), language)),
    ...of('services', care.services, (one) => serviceWords(one, language)),
    ...of('certificates', care.certificates, (one) => certificateWords(one, language)),
    ...of('admits', care.admits, (one) => admitWords(one, language)),
    ...of('benefits', care.benefits, (one) => benefitWords(one, titles(one.certificates ?? []), language)),
    ...of('consent', care.consent, (one) => consentWords(one, language)),
    ...of('papers', care.papers, (one) => paperWords(one, language)),
  ];
}

/** A view as people read it, one text in each language. */
export const showText = (view: PackView): Text => ({ zh: viewLines(view, 'zh').join('\n'), en: viewLines(view, 'en').join('\n') });
