import type { Language } from './text.schema.ts';

/** Of the languages a browser asks for, in its order, the first we speak; English where we speak none of them. */
export function languageAmong(asked: readonly string[]): Language {
  const spoken = asked.map((tag) => tag.toLowerCase().split('-')[0]).find((each) => each === 'zh' || each === 'en');
  return spoken === 'zh' ? 'zh' : 'en';
}
