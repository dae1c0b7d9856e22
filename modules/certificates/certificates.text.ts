import { Problem, type Text } from '../../platform/problem.ts';
import type { CertificateProblem } from './certificates.schema.ts';

const PROBLEMS: Readonly<Record<CertificateProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'certificate.kind': { status: 422, field: 'kind', text: {
    zh: '这户所在地方的政策里没有这种证件，请重新选一种。', en: "The policy of this household's place knows no such certificate. Choose another kind." } },
  'certificate.external': { status: 422, field: 'externalNumber', text: {
    zh: '这种证由别的部门发，请填上面的证号。', en: 'This one is issued by another office; give the number on it.' } },
  'certificate.own': { status: 422, field: 'externalNumber', text: {
    zh: '这种证由我们自己发，号码由系统生成，不用填。', en: 'We issue this one ourselves; its number is made here, leave it out.' } },
  'certificate.held': { status: 409, text: {
    zh: '这位成员手里已经有一张有效的，同一种证不会有两张。要换发请用“换发”。', en: 'This member holds a valid one already; there are never two of a kind. Use "replace" for a new one.' } },
  'certificate.notServed': { status: 422, text: {
    zh: '这户现在不在服务中，请先核对家庭档案。', en: 'The household is not being served at present. Check its file first.' } },
  'certificate.died': { status: 422, text: {
    zh: '档案里这位成员已经去世，不能发证。', en: 'The file says this member has died; nothing can be issued.' } },
  'certificate.day': { status: 422, field: 'issuedOn', text: { zh: '发证日期还没到。', en: 'The day of issue has not come yet.' } },
  'certificate.used': { status: 409, text: {
    zh: '这张证已经在医院用过了，不用再记没用的原因。', en: 'This certificate has been used at a hospital; there is no reason to note why not.' } },
  'certificate.ended': { status: 409, text: { zh: '这张证已经停用了。', en: 'This certificate has already ended.' } },
};

/** A refusal of this module, with the field it is about. */
export function certificateProblem(code: CertificateProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const CERTIFICATE_WORD: Text = { zh: '张证件', en: 'certificate' };
export const MEMBER_WORD: Text = { zh: '位家庭成员', en: 'member' };
