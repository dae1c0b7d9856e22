import { expect, test } from 'vitest';
import { windowWords } from './windows.text.ts';
import { windowShape } from './packs.schema.ts';

const festival = { kind: 'festival', festival: 'springFestival', title: { zh: '春节', en: 'Spring Festival' } } as const;

test('a window is said as people say it, in both languages', () => {
  const said = (window: Parameters<typeof windowWords>[0], needed = 1) => [windowWords(window, needed, 'zh'), windowWords(window, needed, 'en')];
  expect(said({ kind: 'months', months: 3 })).toEqual(['每季度 1 次', 'once a quarter']);
  expect(said({ kind: 'week' }, 2)).toEqual(['每周 2 次', '2 times a week']);
  expect(said({ ...festival, before: 15, after: 15 })).toEqual(['春节前 15 天到后 15 天', 'from 15 days before to 15 days after Spring Festival']);
  expect(said({ ...festival, before: 10, after: 0 })).toEqual(['春节前 10 天到当天', 'in the 10 days up to Spring Festival']);
  expect(said({ kind: 'event', events: ['accident', 'death'], days: 7 })).toEqual(['意外事故、家人去世以后 7 天内', 'within 7 days of an accident, a death']);
});

test('every number of months a pack may name has its words', () => {
  for (const months of [1, 2, 3, 4, 6, 12]) {
    const window = windowShape.parse({ kind: 'months', months });
    expect(windowWords(window, 1, 'zh')).toMatch(/^每/);
  }
});
