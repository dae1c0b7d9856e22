import { expect, test } from 'vitest';
import type { DeskBenefit, WaiverView } from './hospital.schema.ts';
import { amountOf, leftAfter, questionOf } from './deskPage.rules.ts';

test('a number of eighteen or fifteen digits is an ID number, however it was typed; everything else is a code', () => {
  expect(questionOf(' ５１９９００ 19600501 002x ')).toEqual({ idNumber: '51990019600501002X' });
  expect(questionOf('519900600501002')).toEqual({ idNumber: '519900600501002' });
  expect(questionOf('7K2M-9QXT-4WZB-H8RA-6335')).toEqual({ code: '7K2M-9QXT-4WZB-H8RA-6335' });
  expect(questionOf('LX1.ABC')).toEqual({ code: 'LX1.ABC' });
  expect(questionOf('   ')).toBeNull();
});

test('a sum is read as a clerk types it, and what is no sum is said to be none', () => {
  expect(['8', '￥8.50', '1,200', '', '八块', '-3', '1.234'].map(amountOf)).toEqual([8, 8.5, 1200, undefined, null, null, null]);
});

test('what was granted is no longer left; what was refused, or has no number of times, stays as it was', () => {
  const benefits = [{ id: 'ambulance', left: 2 }, { id: 'check', left: 1 }, { id: 'fee', left: null }] as DeskBenefit[];
  const waivers = [{ benefitId: 'ambulance', granted: true, left: 1 }, { benefitId: 'check', granted: false, left: 0 }, { benefitId: 'fee', granted: true, left: null }] as WaiverView[];
  expect(leftAfter(benefits, waivers).map(({ left }) => left)).toEqual([1, 1, null]);
});
