import { notFound, Problem } from '../../platform/problem.ts';

export const noToken = (): Problem => notFound({ zh: '个程序凭证', en: 'token' });

export const tokenBeyond = (): Problem =>
  new Problem(422, 'token.beyond', {
    zh: '这个岗位给不出这样的凭证：岗位要是您自己的、今天有效、管着一片地方，而且自己也能做这件事。',
    en: 'This post gives no such token: it has to be your own, alive today, over a place, and able to do the same itself.',
  }, [{ field: 'postId', code: 'token.beyond' }]);
