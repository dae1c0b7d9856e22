import { Problem, type Text } from '../../platform/problem.ts';
import type { ContractProblem, Refusal } from './contracts.schema.ts';

const PROBLEMS: Readonly<Record<ContractProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'contract.package': { status: 422, field: 'packageId', text: {
    zh: '这户所在地方的政策里没有这个服务包，请重新选。', en: "The policy of this household's place knows no such package. Choose another." } },
  'contract.open': { status: 409, text: {
    zh: '这位成员已经有一份在谈的或在用的签约，同一时间只有一份。要换团队或续签，请在那一份上办。',
    en: 'This member already has a contract offered or in force; there is one at a time. Change the team or renew it there.' } },
  'contract.state': { status: 409, text: {
    zh: '这份签约现在的状态不能这样办，请刷新看看最新情况。', en: 'The contract is not in a state for this. Refresh and look again.' } },
  'contract.days': { status: 422, field: 'day', text: { zh: '日期不对：不能早于开始的那天。', en: 'That day is wrong: it cannot be before it began.' } },
  'contract.future': { status: 422, field: 'day', text: { zh: '还没到这一天，请填实际办的那天。', en: 'That day has not come yet. Give the day it was done.' } },
  'contract.overlaps': { status: 409, field: 'fromDay', text: {
    zh: '开始日期和上一份签约重叠了，请从上一份到期的第二天开始。', en: 'It would overlap with the contract before; begin the day after that one ends.' } },
  'contract.askAgain': { status: 422, field: 'askAgainOn', text: { zh: '再问一次的日期要在今天以后。', en: 'The day to ask again must lie ahead.' } },
  'contract.team': { status: 422, field: 'teamId', text: { zh: '这个团队已经停用，请换一个。', en: 'That team no longer exists. Choose another.' } },
  'contract.died': { status: 422, text: { zh: '档案里这位成员已经去世。', en: 'The file says this member has died.' } },
  'contract.notServed': { status: 422, text: { zh: '这户现在不在服务中，请先核对家庭档案。', en: 'The household is not being served at present. Check its file first.' } },
};

/** A refusal of this module, with the field it is about. */
export function contractProblem(code: ContractProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

/** Why somebody did not want a contract, as they would say it. */
export const REFUSAL_TITLES: Readonly<Record<Refusal, Text>> = {
  hasOwnDoctor: { zh: '有自己常看的医生', en: 'Has a doctor of their own' },
  livesElsewhere: { zh: '常年住在外地', en: 'Lives elsewhere' },
  notNow: { zh: '现在不想谈', en: 'Would rather not talk about it now' },
  noNeed: { zh: '觉得用不着', en: 'Feels no need' },
  doesNotTrust: { zh: '有顾虑', en: 'Has misgivings' },
  other: { zh: '其他', en: 'Other' },
};

export const CONTRACT_WORD: Text = { zh: '份签约', en: 'contract' };
export const TEAM_WORD: Text = { zh: '个家庭医生团队', en: 'doctor team' };
export const MEMBER_WORD: Text = { zh: '位家庭成员', en: 'member' };
