import { Problem, type ProblemField, type Text } from '../../platform/problem.ts';
import type { ContactHint, ContactProblem } from './contacts.schema.ts';

const PROBLEMS: Readonly<Record<ContactProblem, { readonly status: number; readonly text: Text }>> = {
  'role.unknown': { status: 422, text: {
    zh: '这户所在地方的规定里没有这个联系人岗位，请从列表里选一个岗位。',
    en: 'The rules in force for this household have no such contact role. Choose one from the list.' } },
  'worker.left': { status: 422, text: {
    zh: '这位工作人员在那天之前已经离岗，请另选一位。',
    en: 'This worker has left by that day. Choose another.' } },
  'assignment.held': { status: 409, text: {
    zh: '这个岗位在这段时间里已经是这位工作人员，不用再指定一次。',
    en: 'This worker already holds the role in these days; there is nothing to assign.' } },
  'assignment.later': { status: 409, text: {
    zh: '这个岗位后面已经安排了别人。请先结束那条安排，或者给这一条填一个在那之前的结束日期。',
    en: 'Somebody else is already set to begin in this role later. End that assignment first, or let this one end before it.' } },
  'assignment.days': { status: 422, text: {
    zh: '结束日期在开始日期之前，请核对。',
    en: 'The last day lies before the first. Check the dates.' } },
  'assignment.day': { status: 422, text: {
    zh: '日期离今天超过一年，像是写错了，请核对。',
    en: 'The day is more than a year ahead and looks like a slip. Check it.' } },
  'assignment.ended': { status: 409, text: {
    zh: '这条联系关系在那天之前已经结束，不能再延后；需要的话请重新指定。',
    en: 'This assignment ended by that day already and cannot be drawn out. Assign the contact anew if needed.' } },
  'assignment.notServed': { status: 422, text: {
    zh: '这户人家在那天不在服务中，不能指定联系人。',
    en: 'The household is not served on that day, so no contact can be assigned.' } },
  'handover.self': { status: 422, text: {
    zh: '交出和接手的是同一个人，请另选接手的人。',
    en: 'The one who hands over and the one who takes over are the same. Choose another.' } },
  'handover.who': { status: 422, text: {
    zh: '请选明是谁交出：要么选交出的工作人员，要么选定家庭和岗位。',
    en: 'Say what is handed over: either the worker who leaves, or the households and the role.' } },
  'handover.nothing': { status: 422, text: {
    zh: '那天在您的工作范围里，没有可以交接的联系关系。请核对人员、岗位和日期。',
    en: 'On that day there is nothing to hand over within your territory. Check worker, role and day.' } },
};

/** A refusal of this module, with the field it is about. */
export function contactProblem(code: ContactProblem, field?: string): Problem {
  const { status, text } = PROBLEMS[code];
  const fields: ProblemField[] = field === undefined ? [] : [{ field, code, message: text }];
  return new Problem(status, code, text, fields);
}

export const HINTS: Readonly<Record<ContactHint['code'], Text>> = {
  'leader.missing': {
    zh: '这是重点家庭，这个岗位要由党政领导干部担任；现在这位不是，请尽快调整。',
    en: 'This is a key household: a party or government leader should hold this role, and this worker is not one. Please change it soon.',
  },
  'role.notRequired': {
    zh: '这里的规定没有要求每户都有这个岗位；可以保留，不计入联系人全覆盖。',
    en: 'The rules here do not require this role of every household; it may stay and is not counted in the coverage of contacts.',
  },
};

export const ASSIGNMENT_WORD: Text = { zh: '条联系关系', en: 'assignment' };
export const HOUSEHOLD_WORD: Text = { zh: '户家庭', en: 'household' };
export const DIVISION_WORD: Text = { zh: '个地方', en: 'division' };
export const WORKER_WORD: Text = { zh: '位工作人员', en: 'worker' };
