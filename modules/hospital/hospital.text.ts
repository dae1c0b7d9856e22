import { Problem, type Text } from '../../platform/problem.ts';
import type { HospitalProblem, WaiverRefusal } from './hospital.schema.ts';

const PROBLEMS: Readonly<Record<HospitalProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'desk.none': { status: 403, text: {
    zh: '您的账号没有对应的医院窗口，请联系县里的管理员。', en: 'Your account belongs to no hospital desk. Ask the county administrator.' } },
  'desk.limit': { status: 429, text: {
    zh: '这个窗口短时间里查得太多，先停几分钟。急危重症不用等：直接办“急救登记”，先救治。',
    en: 'This desk has asked too often; wait a few minutes. An emergency does not wait: use “urgent registration” and treat first.' } },
  'desk.unreadable': { status: 422, text: {
    zh: '号码没有读对，请对照证件再输一次，或者重新扫码。', en: 'That number does not read right. Compare it with the card and type it again, or scan once more.' } },
  'desk.check.expired': { status: 409, field: 'checkId', text: {
    zh: '这次查验已经过了半天，或者不是本院查的，请重新查验一次。', en: 'That check is more than half a day old, or was made elsewhere. Check once more.' } },
  'encounter.day': { status: 422, field: 'day', text: {
    zh: '就医日期只能是今天或昨天。', en: 'The day of care can only be today or yesterday.' } },
  'encounter.voided': { status: 409, text: { zh: '这次登记已经作废了。', en: 'This registration has been voided.' } },
  'encounter.used': { status: 409, text: {
    zh: '这次登记下面还有减免或知情同意，请先作废那些，再作废登记。', en: 'There are waivers or consents under this registration; void those first.' } },
  'waiver.unknown': { status: 422, field: 'benefitId', text: {
    zh: '这位持证人在本院没有这一项减免。急危重症先救治，费用的事以后再说。',
    en: 'This holder has no such benefit here. In an emergency treat first; the bill can wait.' } },
  'waiver.voided': { status: 409, text: { zh: '这一笔减免已经作废了。', en: 'This waiver has already been voided.' } },
};

/** A refusal of this module, with the field it is about. */
export function hospitalProblem(code: HospitalProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const ENCOUNTER_WORD: Text = { zh: '次就医登记', en: 'registration' };

/** What the desk says aloud: whoever is in need has been helped already, the sentence is about the bill. */
export const REFUSAL_WORDS: Readonly<Record<WaiverRefusal, Text>> = {
  quotaSpent: { zh: '今年的免费次数已经用完，这一次不免；车照派、人照救。', en: 'This year’s free uses are spent, so this one is charged; the ambulance goes and care is given all the same.' },
  rideExcluded: { zh: '这一趟去向不在免除范围里，费用不免；车照派、人照救。', en: 'A ride to that place is not covered, so it is charged; care is given all the same.' },
  needMissing: { zh: '这一项要在紧急、且无力支付时才免，这次没有勾选；不影响救治。', en: 'This one is free only when it is urgent and cannot be paid, which was not marked; care is not affected.' },
  notHere: { zh: '这一项在本院不适用；不影响救治。', en: 'This one does not apply here; care is not affected.' },
};
export const GRANTED_WORDS: Text = { zh: '已免', en: 'Waived' };
