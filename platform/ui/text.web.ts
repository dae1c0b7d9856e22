import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { onPreferences, preferences } from './preferences.web.ts';
import { namesIn } from './text.schema.ts';
import type { Language, Spoken, Texts, Values, Words } from './text.schema.ts';

export const i18n = i18next.createInstance();

/** Starts i18next once, before the first render; the language then follows the reader's choice. */
export function startTexts(): void {
  void i18n.use(initReactI18next).init({
    lng: preferences().language,
    fallbackLng: false,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    // React escapes already; escaping twice would show &amp; to the reader.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    initAsync: false,
  });
  follow();
  onPreferences(follow);
}

function follow(): void {
  const { language } = preferences();
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (i18n.language !== language) void i18n.changeLanguage(language);
}

const namespaces = new WeakMap<Texts, string>();
let registered = 0;

/** Makes a text object known to i18next under a namespace of its own, once. */
export function registerTexts(texts: Texts): string {
  const known = namespaces.get(texts);
  if (known) return known;
  const namespace = `texts-${(registered += 1)}`;
  namespaces.set(texts, namespace);
  i18n.addResourceBundle('zh', namespace, resources(texts, 'zh'));
  i18n.addResourceBundle('en', namespace, resources(texts, 'en'));
  return namespace;
}

function resources(texts: Texts, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([key, words]) => forms(key, words[language])));
}

function forms(key: string, words: Words['en']): [string, string][] {
  if (typeof words === 'string') return [[key, words]];
  return [[`${key}_one`, words.one], [`${key}_other`, words.other]];
}

/** The words of one `*.text.ts` object in the reader's language; those with `{{names}}` are functions. */
export function useText<const T extends Texts>(texts: T): Spoken<T> {
  const { t } = useTranslation(registerTexts(texts), { i18n });
  // `t` is a new function after each change of language.
  return useMemo(() => spoken(texts, t as Translate), [texts, t]);
}

type Translate = (key: string, values?: Values) => string;

function spoken<T extends Texts>(texts: T, t: Translate): Spoken<T> {
  const entries = Object.entries(texts).map(([key, words]) =>
    [key, namesIn(words.zh).length ? (values: Values) => t(key, values) : t(key)]);
  return Object.fromEntries(entries) as Spoken<T>;
}

export function useLanguage(): Language {
  const { i18n: instance } = useTranslation(undefined, { i18n });
  return instance.language === 'en' ? 'en' : 'zh';
}
