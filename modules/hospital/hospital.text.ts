import { Problem, type Text } from '../../platform/problem.ts';
import type { HospitalProblem, WaiverRefusal } from './hospital.schema.ts';

const PROBLEMS: Readonly<Record<HospitalProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'desk.none': { status: 403, text: {
    zh: '您的账号没有对应的医院窗口，请联系县里的管理员。', en: 'Your account belongs to no hospital desk. Ask the county administrator.' } },
  'desk.limit': { status: 429, text: {
    zh: '这个窗口短时间里查得太多，先停几分钟。急危重症不用等：直接办“急救登记”，先救治。',
    en: 'This desk has asked too often; wait a few minutes. An emergency does not wait: use "urgent registration" and treat first.' } },
  'desk.unreadable': { status: 422, text: {
    zh: '号码没有读对，请对照证件再输一次，或者重新扫码。', en: 'That number does not read right. Compare it with the card and type it again, or scan once more.' } },
  'desk.check.expired': { status: 409, field: 'checkId', text: {
    zh: '这次查验已经过了半天，或者不是本院查的，请重新查验一次。', en: 'That check is more than half a day old, or was made elsewhere. Check once more.' } },
  'encounter.day': { status: 422, field: 'day', text: {
    zh: '就医日期只能是今天或昨天。', en: 'The day of care can only be today or yesterday.' } },
  'encounter.voided': { status: 409, text: { zh: '这次登记已经作废了。', en: 'This registration has been voided.' } },
  'encounter.used': { status: 409, text: {
    zh: '这次登记下面还有减免或无法取得意见的申请：减免请先作废，还没批的申请请先由负责人写明不同意；已经批了的，登记要留着。',
    en: 'There are waivers or consents under this registration: void the waivers and have the consent declined first. Under an approved consent the registration stays.' } },
  'waiver.unknown': { status: 422, field: 'benefitId', text: {
    zh: '这位持证人在本院没有这一项减免。急危重症先救治，费用的事以后再说。',
    en: 'This holder has no such benefit here. In an emergency treat first; the bill can wait.' } },
  'urgent.joined': { status: 409, text: { zh: '这条急救登记已经并到一次就医登记里了。', en: 'This urgent registration has already been joined to a registration.' } },
  'stay.none': { status: 409, text: { zh: '这次登记不是住院，没有床位、陪护和出院要记。', en: 'This registration is not a stay, so there is no bed, care or discharge to write.' } },
  'stay.ended': { status: 409, text: { zh: '已经办了出院，不能再改住院情况。', en: 'The patient has been discharged; the stay can no longer be changed.' } },
  'stay.days': { status: 422, field: 'day', text: { zh: '出院日期不能早于入院，也不能晚于今天。', en: 'The day of discharge lies between admission and today.' } },
  'bed.answered': { status: 409, text: { zh: '这张床位已经有人入住，不用再答复。', en: 'Somebody has been admitted to this bed; no answer is needed any more.' } },
  'bed.member': { status: 422, field: 'memberId', text: { zh: '这一家没有这位成员，请重新选择。', en: 'This household has no such member; choose again.' } },
  'bed.hospital': { status: 422, field: 'hospitalId', text: { zh: '请选一家今天的定点医院或公立医院。', en: 'Choose a hospital that is designated today, or a public one.' } },
  'bed.notYours': { status: 403, text: { zh: '只有联系人、家庭医生和经办人员可以替这一家联系床位。', en: 'Only the contacts, the family doctor and the office ask for a bed for this household.' } },
  'bed.join': { status: 409, text: {
    zh: '这次住院登记和申请床位的不是同一位，或者已经对上了，请核对。', en: 'That stay is not of the person the bed was asked for, or was joined before.' } },
  'consent.decided': { status: 409, text: { zh: '这一份已经签过了。', en: 'This one has already been signed.' } },
  'consent.declined': { status: 409, text: { zh: '这一份已经退回，请重新提出。', en: 'This one was returned; propose again.' } },
  'consent.notUrgent': { status: 422, field: 'phoneApprover', text: {
    zh: '电话批准只用于紧急情况；不紧急的，请负责人登录后签。紧急的请勾选“紧急”。', en: 'Approval by phone is for urgent cases; otherwise the head signs in and signs. Mark it urgent if it is.' } },
  'hospital.ended': { status: 409, text: { zh: '这家医院已经停用。', en: 'This hospital is no longer in use.' } },
  'hospital.notYours': { status: 403, text: { zh: '这家医院由别的县管理，名称和账号请对方修改；定点和窗口联系人可以自己设。', en: 'Another county keeps this hospital; ask them to change it. Designations and desk contacts are your own.' } },
  'designation.days': { status: 422, field: 'toDay', text: { zh: '结束日期不能早于开始日期。', en: 'The last day cannot lie before the first.' } },
  'designation.twice': { status: 409, field: 'hospitalId', text: { zh: '这家医院在这段时间里已经是定点医院了。', en: 'This hospital is already designated at that time.' } },
  'register.days': { status: 422, field: 'to', text: { zh: '起止日期不对，或者超过了三年。', en: 'The days are the wrong way round, or more than three years apart.' } },
  'waiver.sum': { status: 409, text: { zh: '没有减免的、已经作废的，不记金额。', en: 'What was not granted, or was voided, bears no sum.' } },
  'waiver.voided': { status: 409, text: { zh: '这一笔减免已经作废了。', en: 'This waiver has already been voided.' } },
};

/** A refusal of this module, with the field it is about. */
export function hospitalProblem(code: HospitalProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const URGENT_WORD: Text = { zh: '条急救登记', en: 'urgent registration' };
export const BED_WORD: Text = { zh: '条床位申请', en: 'request for a bed' };
export const CONSENT_WORD: Text = { zh: '份知情同意', en: 'consent' };
export const HOSPITAL_WORD: Text = { zh: '家医院', en: 'hospital' };
export const DESIGNATION_WORD: Text = { zh: '条定点记录', en: 'designation' };
export const DESK_CONTACT_WORD: Text = { zh: '位窗口联系人', en: 'desk contact' };
export const ENCOUNTER_WORD: Text = { zh: '次就医登记', en: 'registration' };

/** What the desk says aloud: whoever is in need has been helped already, the sentence is about the bill. */
export const REFUSAL_WORDS: Readonly<Record<WaiverRefusal, Text>> = {
  quotaSpent: { zh: '今年的免费次数已经用完，这一次不免；车照派、人照救。', en: "This year's free uses are spent, so this one is charged; the ambulance goes and care is given all the same." },
  rideExcluded: { zh: '这一趟去向不在免除范围里，费用不免；车照派、人照救。', en: 'A ride to that place is not covered, so it is charged; care is given all the same.' },
  needMissing: { zh: '这一项要在紧急、且无力支付时才免，这次没有勾选；不影响救治。', en: 'This one is free only when it is urgent and cannot be paid, which was not marked; care is not affected.' },
  notHere: { zh: '这一项在本院不适用；不影响救治。', en: 'This one does not apply here; care is not affected.' },
};
export const GRANTED_WORDS: Text = { zh: '已免', en: 'Waived' };
/** Of what costs nothing: a ride that is arranged, a bill that waits. */
export const ARRANGED_WORDS: Text = { zh: '已安排', en: 'Arranged' };
