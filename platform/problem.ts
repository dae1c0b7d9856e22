/** A text in the two languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface ProblemField {
  readonly field: string;
  readonly code: string;
  readonly message?: Text;
}

/**
 * What a use case throws when it cannot do what was asked. The code is closed (each module lists its own), the text is for a clerk:
 * what is wrong and what to do. Sent as RFC 9457 `application/problem+json`.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text;
  readonly fields: readonly ProblemField[];

  constructor(status: number, code: string, text: Text, fields: readonly ProblemField[] = []) {
    super(`${code}: ${text.en}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.text = text;
    this.fields = fields;
  }
}

export const notFound = (what: Text): Problem =>
  new Problem(404, 'not-found', {
    zh: `没有找到这${what.zh}，或者不在您的工作范围内。`,
    en: `No such ${what.en}, or it is outside your territory.`,
  });

export const notAllowed = (): Problem =>
  new Problem(403, 'not-allowed', {
    zh: '您的岗位不能做这件事。需要的话，请联系县里的管理员。',
    en: 'Your post does not allow this. If you need it, ask the county administrator.',
  });

export const differentBody = (): Problem =>
  new Problem(409, 'id.taken', {
    zh: '这个编号已经用在另一条内容上了，没有重复保存。请刷新后再看一下。',
    en: 'This id already stands for something else; nothing was saved twice. Refresh and look again.',
  });

export const changedMeanwhile = (): Problem =>
  new Problem(409, 'version.changed', {
    zh: '您打开之后，别人改过这份档案。请刷新看看最新的内容，再改一次。',
    en: 'Somebody changed this file after you opened it. Refresh, look at what is new, and change it again.',
  });
