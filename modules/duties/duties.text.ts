import type { Texts } from '../../platform/ui/text.schema.ts';

export const dutiesText = {
  unknown: { zh: '没有找到这项应做事项，可能已经重新计算过，请刷新。', en: 'This duty is not there any more; it may have been worked out anew. Refresh.' },
  settled: { zh: '这一项已经做完或者不用做了，不需要免做。', en: 'This one is done or not owed any more; there is nothing to excuse.' },
  noWorker: { zh: '您的账号没有对应的工作人员，请管理员帮您关联。', en: 'Your account is not linked to a worker. Ask the administrator to link it.' },
} as const satisfies Texts;
