import { expect, test } from 'vitest';
import { languageAmong } from './language.rules.ts';

test.each([
  [['zh-CN', 'zh', 'en'], 'zh'], [['zh'], 'zh'], [['ZH-hant-TW'], 'zh'],
  [['en-US', 'en'], 'en'], [['en-GB', 'zh-CN'], 'en'],
  // Spoken in China too: who reads one of them is asked in Chinese if they read that next.
  [['bo-CN', 'zh-CN', 'en'], 'zh'], [['fr-FR', 'fr'], 'en'], [['zho'], 'en'], [[], 'en'],
] as const)('a browser that asks for %j is spoken to in %s', (asked, language) => {
  expect(languageAmong(asked)).toBe(language);
});
