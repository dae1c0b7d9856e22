import type { Clause } from '@lianxin/engine';

export const clause: Clause = {
  document: '云卫健〔2020〕9 号', article: '二（一）3', mark: 'A', checkedOn: '2026-10-08',
  summary: { zh: '乡镇领导每季度上门一次，村干部每月联系一次。', en: 'The township leader visits each quarter, the village cadre makes contact each month.' },
};

export const towns = [
  { code: '01', name: '青石镇', households: 58, met: 53, overdue: 0, open: 5, vacant: 0 },
  { code: '02', name: '白马乡', households: 41, met: 36, overdue: 0, open: 5, vacant: 0 },
  { code: '03', name: '柳湾镇', households: 73, met: 52, overdue: 12, open: 9, vacant: 3 },
  { code: '04', name: '松林乡', households: 29, met: 28, overdue: 0, open: 1, vacant: 0 },
  { code: '05', name: '龙泉街道', households: 64, met: 54, overdue: 4, open: 6, vacant: 0 },
];

export const places = [
  { code: '0', name: '云岭县', parent: null },
  ...towns.map(({ code, name }) => ({ code, name, parent: '0' })),
  { code: '0101', name: '杏花村', parent: '01' }, { code: '0102', name: '石桥村', parent: '01' },
];
