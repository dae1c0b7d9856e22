import { Problem, type Text } from '../../platform/problem.ts';
import type { ServiceProblem } from './services.schema.ts';

const PROBLEMS: Readonly<Record<ServiceProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'service.contract': { status: 422, field: 'memberId', text: {
    zh: '这位成员那天没有在用的签约，先把签约办好，再记服务。', en: 'This member was under no contract that day. Sign one first, then record what was done.' } },
  'service.kind': { status: 422, field: 'kind', text: { zh: '签约的服务包里没有这一项，请重新选。', en: 'The package of the contract has no such service. Choose another.' } },
  'service.needsVisit': { status: 422, field: 'kind', text: {
    zh: '这一项是上门或电话做的，请和这次走访一起记。', en: 'This is done in a visit or a call; record it together with the visit.' } },
  'service.weeks': { status: 422, field: 'weeks', text: { zh: '长期处方的周数不在政策允许的范围里，请改一下。', en: 'That is not a number of weeks the policy allows for a long prescription.' } },
  'service.future': { status: 422, field: 'day', text: { zh: '还没到这一天，请填实际做的那天。', en: 'That day has not come yet. Give the day it was done.' } },
  'service.notReached': { status: 422, field: 'services', text: { zh: '没联系上的这一次，不能记做了什么。', en: 'Nobody was reached, so nothing can have been done.' } },
  'service.member': { status: 422, field: 'services', text: { zh: '有一位不是这一家的成员，请重新选。', en: 'One of them is not a member of this household. Choose again.' } },
  'service.voided': { status: 409, text: { zh: '这一条已经作废了。', en: 'This entry has been voided already.' } },
  'service.settled': { status: 409, text: { zh: '这一条已经有人办好了。', en: 'Somebody has settled this already.' } },
};

/** A refusal about a service, with the field it is about. */
export function serviceProblem(code: ServiceProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const SERVICE_WORD: Text = { zh: '条服务记录', en: 'service' };
