import { expect, test } from 'vitest';
import { readName } from './pinyin.ts';

test.each([
  ['曾庆华', 'zengqinghua', 'zqh'],
  ['欧阳小红', 'ouyangxiaohong', 'oyxh'],
  ['吕秀英', 'lvxiuying', 'lxy'],
  ['仇大海', 'qiudahai', 'qdh'],
  ['万俟明', 'moqiming', 'mqm'],
  ['阿依古丽·买买提', 'ayigulimaimaiti', 'ayglmmt'],
  ['Ann 王', 'annwang', 'aw'],
  ['', '', ''],
])('%s is found by typing %s or %s', (name, full, initials) => {
  expect(readName(name)).toEqual({ pinyin: full, initials });
});
