import { Problem, type Text } from '../problem.ts';

export type PapersErrorCode = 'papers.busy' | 'papers.tooMany' | 'papers.failed';

const messages: Record<PapersErrorCode, { readonly status: number; readonly text: Text }> = {
  'papers.busy': {
    status: 503,
    text: {
      zh: '正在排队打印的太多了，这一份没有开始。请过一两分钟再试。',
      en: 'Too many print jobs are waiting, and this one was not started. Please try again in a minute or two.',
    },
  },
  'papers.tooMany': {
    status: 422,
    text: {
      zh: '一次最多做 2000 张。请按村分开，分几次做。',
      en: 'At most 2,000 papers can be made at once. Please split them by village.',
    },
  },
  'papers.failed': {
    status: 500,
    text: {
      zh: '这一份没有做成，内容没有改动。请再试一次；还是不行的话，请告诉县里的管理员。',
      en: 'This paper could not be made; nothing was changed. Please try again, and tell the county administrator if it fails once more.',
    },
  },
};

/** Papers that were not made, with what a clerk can do about it; what Typst or the thread said of it is the cause. */
export class PapersError extends Problem {
  declare readonly code: PapersErrorCode;

  constructor(code: PapersErrorCode, cause?: unknown) {
    super(messages[code].status, code, messages[code].text);
    this.cause = cause;
  }
}
