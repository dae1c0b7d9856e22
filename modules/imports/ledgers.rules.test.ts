import { describe, expect, test } from 'vitest';
import { writeTable } from '../../platform/documents/documents.ts';
import { csvOf, docxOf, xlsxOf, type TypedCell } from '../../platform/documents/testing-files.ts';
import { errorsSheet, ledgerSheet } from './imports.documents.ts';
import type { RowDraft } from './imports.schema.ts';
import type { JudgeContext } from './judge.ts';
import { matchKeys } from './matching.rules.ts';
import { collect, context, judged, sample, short, simpleLedger } from './testing-ledgers.ts';

describe('ledgers as people really fill them', () => {
  const head = [
    '户主姓名',
    '户籍地址',
    '联系电话',
    '居住地址',
    '独生子女死亡（残疾）时间',
    '村（居）\n帮扶责任人',
    '',
    '乡镇（街道）帮扶责任人',
    '',
    '签约村医',
    '',
    '签约乡镇医生',
    '',
    '　',
  ];
  const sub = ['', '', '', '', '', '姓名', '电话', '姓名', '电话', '姓名', '电话', '姓名', '电话', ''];
  const family = (name: string, phone: string) => [
    name,
    '青石镇柳湾村5组',
    phone,
    '青石镇柳湾村5组',
    '2009.12.4',
    '甲',
    '13800000001',
    '乙',
    '13800000003',
    '丙',
    '13800000005',
    '丁',
    '13800000007',
    '',
  ];
  const noise = [['云岭县台账'], ['单位：青石镇', '', '填表时间：2021.10.8'], [], head, sub];

  test('titles, notes, totals, footers, page headings and blank rows are no families', async () => {
    const rows = [
      ...noise,
      family('赵一', '1'.padEnd(11, '3')),
      head,
      sub,
      [],
      family('赵二', '1'.padEnd(11, '5')),
      ['小计', '2'],
      ['合计', '', '2户'],
      ['以上情况属实，已逐户核对。'],
      ['填表人：孙', '', '审核人：李'],
    ];
    const { drafts, problems } = await collect(await judged(csvOf(rows)));
    expect(drafts.map((draft) => draft.headName)).toEqual(['赵一', '赵二']);
    expect(problems).toEqual([]);
  });

  test('full-width signs read like the usual ones', async () => {
    const wide = family('赵　一', '１３９００００００１１').map((cell) =>
      /^2009|^青石/.test(cell) ? cell.replace(/[0-9.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : cell,
    );
    const plain = family('赵一', '13900000011');
    const read = async (row: string[]) => (await collect(await judged(csvOf([...noise, row])))).drafts;
    expect(await read(wide)).toEqual(await read(plain));
  });

  test('columns in another order and under other words give the same household', async () => {
    const moved = [
      ['序号', '村', '组', '姓名', '身份证号码', '现住址', '手机号', '村干部', '家庭医生及电话', '说明'],
      ['1', '柳湾', '5', '赵一', '', '青石镇柳湾村5组', '13900000011', '甲', '丁13800000007', '低保户'],
    ];
    const { drafts, problems } = await collect(await judged(csvOf(moved)));
    expect(drafts[0]).toMatchObject({
      headName: '赵一',
      village: '柳湾村',
      group: '5组',
      phone: '13900000011',
      remark: '低保户',
      contacts: { villageCadre: { name: '甲' }, familyDoctor: { name: '丁', phone: '13800000007' } },
    });
    expect(problems).toEqual([]);
  });

  test('the four of Sixian are recognised', async () => {
    const rows = [
      ['四对一帮扶花名册'],
      ['序号', '户主', '户籍地', '乡镇领导干部', '', '村（居）干部', '', '亲属邻居照料人', '', '乡镇家庭医生', ''],
      ['', '', '', '姓名', '联系方式', '姓名', '联系方式', '姓名', '联系方式', '姓名', '联系方式'],
      ['1', '赵一', '青石镇柳湾村', '甲', '13800000001', '乙', '13800000003', '丙', '13800000005', '丁', '13800000007'],
    ];
    const judgement = await judged(csvOf(rows));
    expect(judgement.mapping.template).toBe('sixian-four-to-one');
    expect((await collect(judgement)).drafts[0]?.contacts).toEqual({
      townshipLeader: { name: '甲', phone: '13800000001' },
      villageCadre: { name: '乙', phone: '13800000003' },
      carer: { name: '丙', phone: '13800000005' },
      familyDoctor: { name: '丁', phone: '13800000007' },
    });
  });

  test('the names of spouse and child are not taken for the head of household', async () => {
    const { mapping } = await judged(
      csvOf([
        ['户主', '', '配偶', '', '子女情况', ''],
        ['姓名', '电话', '姓名', '电话', '姓名', '死亡时间'],
        ['赵一', '', '', '', '', ''],
      ]),
    );
    expect(mapping.fields).toEqual({ headName: 1, phone: 2, childDates: 6, remark: 7 });
  });

  test('a doctor written once over merged rows serves each of them', async () => {
    const rows: TypedCell[][] = [
      ['户主姓名', '户籍地址', '村医姓名', '村医电话'],
      ['赵一', '柳湾村', '钱医', '13800000001'],
      ['赵二', '柳湾村', null, null],
    ];
    const { drafts, problems } = await collect(await judged(await xlsxOf(rows, ['C2:C3', 'D2:D3'])));
    expect(drafts.map((draft) => draft.contacts.villageDoctor)).toEqual([
      { name: '钱医', phone: '13800000001' },
      { name: '钱医', phone: '13800000001' },
    ]);
    expect(problems).toEqual([]);
  });

  test('a family living in another place is away, without a word in the remark', async () => {
    const rows = [
      ['户主姓名', '户籍地址', '居住地址'],
      ['赵一', '青石镇柳湾村', '某某市万山区东街3号'],
      ['赵二', '青石镇柳湾村', '青石镇双河村'],
    ];
    const { drafts } = await collect(await judged(csvOf(rows)));
    expect(drafts.map((draft) => draft.away)).toEqual([{ where: '某某市万山区东街3号' }, undefined]);
  });

  test('a far place as people write it is away, with a mark; a village called after a province is not', async () => {
    const living = ['广东深圳', '上海浦东新区', '四川成都市', '成都市', '新疆', '河北村3组', '江西新村', '上海路12号', '便民超市', '云岭县城', '红旗超市', '鄂托克旗东街'];
    const { drafts, problems } = await collect(await judged(csvOf([['户主姓名', '户籍地址', '居住地址'], ...living.map((place, index) => [`赵${'一二三四五六七八九十甲乙'[index]}`, '青石镇柳湾村', place])])));
    expect(drafts.map(({ away }) => away?.where)).toEqual(['广东深圳', '上海浦东新区', '四川成都市', '成都市', '新疆', undefined, undefined, undefined, undefined, undefined, undefined, '鄂托克旗东街']);
    // An address in full needs no second look.
    expect(short(problems)).toEqual([2, 4, 5, 6].map((row) => [row, 'C 居住地址', 'remark.away']));
  });

  test('where a family lives may be said as 同户籍地 or 外出, as people do', async () => {
    const rows = [
      ['户主姓名', '户籍地址', '居住地址'],
      ['赵一', '青石镇柳湾村', '同户籍地'],
      ['赵二', '青石镇柳湾村', '在广东打工'],
      ['赵三', '青石镇柳湾村', '外出'],
    ];
    const { drafts, problems } = await collect(await judged(csvOf(rows)));
    expect(drafts.map((draft) => [draft.livingAddress?.village, draft.away])).toEqual([
      ['柳湾村', undefined],
      [undefined, { where: '广东' }],
      [undefined, {}],
    ]);
    expect(short(problems)).toEqual([
      [3, 'C 居住地址', 'remark.away'],
      [4, 'C 居住地址', 'remark.away'],
    ]);
  });

  test('同上 and 〃 name the contact of the household above', async () => {
    const contact = (name: string, phone: string) => ['户', '柳湾村', name, phone];
    const rows = [
      ['户主姓名', '户籍地址', '村医姓名', '村医电话'],
      contact('钱医', '13800000001'),
      [],
      contact('同上', '同上'),
      contact('〃', '〃'),
    ];
    const { drafts, problems } = await collect(await judged(csvOf(rows)));
    expect(drafts.map((draft) => draft.contacts.villageDoctor)).toEqual([1, 2, 3].map(() => ({ name: '钱医', phone: '13800000001' })));
    expect(problems).toEqual([]);
  });

  test('a person may say which column is which', async () => {
    const bytes = csvOf([
      ['甲', '乙'],
      ['赵一', '柳湾村'],
    ]);
    const mapping = {
      template: 'free' as const,
      sheet: '',
      headingRows: [1, 1] as [number, number],
      fields: { headName: 1, village: 2 },
      headings: { 1: '甲', 2: '乙' },
    };
    const { drafts, problems } = await collect(await judged(bytes, { ...context, mapping }));
    expect([drafts[0]?.headName, drafts[0]?.village, problems]).toEqual(['赵一', '柳湾村', []]);
  });

  test('a Word table with the same rows gives the same drafts', async () => {
    const rows = [head, sub, family('赵一', '13900000011')];
    expect((await collect(await judged(docxOf(rows)))).drafts).toEqual((await collect(await judged(csvOf(rows)))).drafts);
  });
});

describe('files we write', () => {
  test('the ledger form comes back as the same households, with their keys', async () => {
    const { drafts } = await collect(await judged(sample('ledger-pairing.xlsx')));
    const keyed = drafts.map((draft, i) => ({ ...draft, householdKey: `k${i}`, ...(i === 3 ? { remark: '在外打工', away: {} } : {}) }));
    const bytes = await writeTable([ledgerSheet(keyed, { county: '云岭县', township: '青石镇' })]);
    const judgement = await judged(bytes);
    expect(judgement.mapping.template).toBe('huangjin-pairing');
    expect((await collect(judgement)).drafts).toEqual(keyed);
  });

  test('where a leader or a carer is somebody’s contact the ledger names them as well, and they come back', async () => {
    const { drafts } = await collect(await judged(sample('ledger-pairing.xlsx')));
    const keyed = drafts.map((draft, i) => ({
      ...draft, householdKey: `k${i}`, ...(i === 2 ? { contacts: { ...draft.contacts, townshipLeader: { name: '范领', phone: '13900000008' }, carer: { name: '邹邻' } } } : {}),
    }));
    const judgement = await judged(await writeTable([ledgerSheet(keyed, { county: '云岭县', township: '青石镇' })]));
    expect((await collect(judgement)).drafts).toEqual(keyed);
  });

  test('the rows held back come with their heading and problems, and once corrected go in', async () => {
    const good = sample('ledger-pairing.xlsx');
    const elsewhere: JudgeContext = { ...context, places: { county: '云岭县', townships: [{ name: '白水镇', villages: [] }] } };
    const refused = await judged(good, elsewhere);
    const held = (await collect(refused)).held;
    const again = await judged(await writeTable([errorsSheet(refused, 'zh')]));
    const { drafts, problems } = await collect(again);
    expect(held).toHaveLength(14);
    expect(drafts).toEqual((await collect(await judged(good))).drafts);
    expect(again.mapping.fields).toMatchObject({ remark: 14, problems: 15 });
    expect(problems.map((one) => one.code)).toEqual([
      'date.several',
      'date.several',
      'phone.series',
      'phone.series',
      'phone.series',
      'phone.conflict',
    ]);
  });

  test('only the rows held back are in it, each with its reason beside it and on the cell', async () => {
    const judgement = await judged(await simpleLedger([{}, { name: '孙一', address: '白水镇东河村' }, { date: 2009.1, name: null }]));
    const rows: string[][] = [];
    const comments: string[] = [];
    for await (const row of errorsSheet(judgement, 'zh').rows) {
      rows.push(row.map((cell) => String(cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : cell)));
      comments.push(...row.flatMap((cell) => (cell !== null && typeof cell === 'object' && 'comment' in cell ? [cell.comment ?? ''] : [])));
    }
    expect(rows.map((row) => row[1])).toEqual(['户主姓名', '孙一', '']);
    expect(rows[0]?.[9]).toBe('问题（改好后可直接再导入）');
    expect(rows[1]?.[9]).toMatch(/^第 3 行“户籍地址”写的是“白水镇”，不在青石镇。/);
    expect(comments).toHaveLength(3);
  });
});

test('a contact written as 同上 is written out in the rows held back, where another row stands above', async () => {
  const rows = [
    ['户主姓名', '户籍地址', '村医姓名', '村医电话'],
    ['赵一', '柳湾村', '钱医', '13800000001'],
    ['赵二', '白水镇东河村', '同上', '同上'],
  ];
  const errors = await judged(await writeTable([errorsSheet(await judged(csvOf(rows)), 'zh')]));
  const { drafts } = await collect(errors);
  expect(drafts.map((draft) => [draft.headName, draft.contacts.villageDoctor])).toEqual([['赵二', { name: '钱医', phone: '13800000001' }]]);
});

test('a row finds its household by our key, else by head and village with ID number or phone', () => {
  const base: RowDraft = {
    headName: '赵一',
    village: '柳湾村',
    phone: '13900000001',
    idNumber: '11010519491231002X',
    otherPhones: [],
    childDates: [],
    contacts: {},
  };
  expect(matchKeys({ ...base, householdKey: 'k1' }).map((key) => key.by)).toEqual(['householdKey']);
  expect(matchKeys(base).map((key) => key.by)).toEqual(['idNumber', 'phone']);
  const { village: _, ...nowhere } = base;
  expect(matchKeys(nowhere)).toEqual([]);
});
