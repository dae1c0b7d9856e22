import { expect, test } from 'vitest';
import { languageAfter } from './language.rules.ts';

test.each([
  ['a first visit with an English browser', { chosen: null, account: 'zh', shown: 'en', browser: 'en' }, 'en'],
  ['a first visit with a Chinese browser', { chosen: null, account: 'zh', shown: 'zh', browser: 'zh' }, 'zh'],
  ['an English choice at the door', { chosen: 'en', account: 'zh', shown: 'en', browser: 'zh' }, 'en'],
  ['a Chinese choice at the door, on an account that was English', { chosen: 'zh', account: 'en', shown: 'zh', browser: 'en' }, 'zh'],
  ['an account that chose English, at a Chinese machine', { chosen: null, account: 'en', shown: 'zh', browser: 'zh' }, 'en'],
  ['a machine that a colleague left in English', { chosen: null, account: 'zh', shown: 'en', browser: 'zh' }, 'zh'],
  ['Chinese chosen earlier in an English browser', { chosen: null, account: 'zh', shown: 'zh', browser: 'en' }, 'zh'],
] as const)('%s opens the pages in the language it should', (_case, given, language) => {
  expect(languageAfter(given)).toBe(language);
});
