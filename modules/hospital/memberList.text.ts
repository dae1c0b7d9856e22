import { Problem, type Text } from '../../platform/problem.ts';
import type { MemberListProblem } from './memberList.schema.ts';

const PROBLEMS: Readonly<Record<MemberListProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'memberList.whose': { status: 422, field: 'hospitalId', text: {
    zh: '县里申请要写明是哪家医院；医院申请要写明向哪个县要。', en: 'The office names the hospital; a hospital names the county it asks.' } },
  'memberList.notDesignated': { status: 422, field: 'hospitalId', text: {
    zh: '名单只给今天还在定点期内的医院。请先在“医院”里核对定点。', en: 'A list is made only for a hospital that is designated today. Check its designation under "Hospitals" first.' } },
  'memberList.waiting': { status: 409, text: {
    zh: '这家医院已有一份申请在等审批，请先等那一份有结果。', en: 'A request for this hospital is waiting already; let that one be decided first.' } },
  'memberList.fourEyes': { status: 403, text: {
    zh: '谁申请的谁不能批，请县里另一位同事来审批。', en: 'Whoever asked does not decide. Ask a colleague at the county office.' } },
  'memberList.decided': { status: 409, text: { zh: '这份申请已经有结果了，请刷新看看。', en: 'This request has been decided already; reload to see.' } },
  'memberList.notApproved': { status: 409, text: {
    zh: '这份名单现在不能打印：没有批准、已经撤回，或者批准的日子过了。需要的话请重新申请。', en: 'This list cannot be printed now: not approved, withdrawn, or past its days. Ask again if it is still needed.' } },
  'memberList.nobody': { status: 409, text: {
    zh: '名单上没有人：所选的地方今天没有持有效证件、可在这家医院走绿色通道的成员。', en: 'Nobody would stand on it: no one in that place holds a valid certificate for this hospital today.' } },
  'memberList.over': { status: 409, text: { zh: '这份申请已经结束，不用再撤回。', en: 'This request is over; there is nothing to withdraw.' } },
};

/** A refusal about printed lists, with the field it is about. */
export function memberListProblem(code: MemberListProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const MEMBER_LIST_WORD: Text = { zh: '份名单申请', en: 'request for a list' };

/** What stands on the paper; Chinese, as everything that is carried to a hospital. Nothing on it says why somebody holds a certificate. */
export const memberListPaper = {
  file: '就医绿色通道持证人名单',
  title: '就医绿色通道持证人名单',
  hospital: '送交医院', covers: '范围', day: '打印日期', copy: '第几份', count: '人数', purpose: '用途', approved: '批准',
  copyNumber: (copy: number) => `第 ${copy} 份`,
  people: (count: number) => `${count} 人`,
  approvedBy: (name: string, until: string) => `${name}，可打印至 ${until}`,
  number: '序号', name: '姓名', idNumber: '身份证后四位', certificate: '证件编号前八位', doctor: '家庭医生',
  rule: '只用于给持证人提供优先便利的就医服务，由专人锁好保管，不复印、不拍照、不上网、不给别的科室或单位。以窗口当场查验为准：证件停用的当天就失效，名单不会自己更新。用完或收到新名单时，把这一份交还县卫生健康部门。',
  // One county's plan says it and others follow it: named as an example, so that the paper is true in every county.
  basis: '名单经批准打印、由医院专人妥善保管、不公开、不通过网络传输，做法见泗县“三个全覆盖”实施方案 三（二）、一（一）2；本地另有规定的，按本地规定。',
  mark: (hospital: string, copy: number, who: string, at: string) => `${hospital} 第 ${copy} 份\n${who} ${at}`,
  foot: (hospital: string, copy: number, who: string, at: string, purpose: string) => `${hospital} · 第 ${copy} 份 · ${who} ${at} 打印 · 用途：${purpose}`,
} as const;
