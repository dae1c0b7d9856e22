import { describe, expect, test } from 'vitest';
import { problemCode, rowDraft } from './imports.schema.ts';
import { collect, context, judged, sample, short, simpleLedger, type Household } from './testing-ledgers.ts';
import { xlsxOf } from '../../platform/documents/testing-files.ts';

describe('the sample ledger of a township', () => {
  const files = [
    { name: 'ledger-pairing.xlsx', rows: [7, 9, 16, 17, 18, 19], columns: ['E', 'M', 'K'] },
    { name: 'ledger-pairing-gb18030.csv', rows: [7, 9, 15, 16, 17, 18], columns: ['E', 'M', 'K'] },
    { name: 'ledger-pairing.docx', rows: [5, 7, 13, 14, 15, 16], columns: ['第5列', '第13列', '第11列'] },
  ];

  test.each(files)('$name shows exactly the six things to check, where the person sees them', async ({ name, rows, columns }) => {
    const { problems, held } = await collect(await judged(sample(name)));
    const [dates, doctor, village] = [
      `${columns[0]} 独生子女死亡（残疾）时间`,
      `${columns[1]} 签约乡镇医生·电话`,
      `${columns[2]} 签约村医·电话`,
    ];
    expect(problems.map((one) => [one.row, one.column, one.code, one.value, one.proposal])).toEqual([
      [rows[0], dates, 'date.several', '2003.2.1、1996.6.21', undefined],
      [rows[1], dates, 'date.several', '2008.6.12、1989.12.30', undefined],
      [rows[2], doctor, 'phone.series', '13490299032', '13490299031'],
      [rows[3], doctor, 'phone.series', '13490299033', '13490299031'],
      [rows[4], doctor, 'phone.series', '13490299034', '13490299031'],
      [rows[5], village, 'phone.conflict', '13695845775、18034318376', undefined],
    ]);
    expect(held).toEqual([]);
  });

  test('gives the same fourteen households whatever the format', async () => {
    const all = await Promise.all(files.map(async ({ name }) => (await collect(await judged(sample(name)))).drafts));
    expect(all[0]).toHaveLength(14);
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
    expect(all[0]!.map((draft) => rowDraft.parse(draft))).toEqual(all[0]);
    expect(all[0]![9]).toEqual({
      headName: '云一七',
      registeredAddress: { text: '云岭县青石镇河口村4组', township: '青石镇', village: '河口村', group: '4组' },
      livingAddress: { text: '云岭县青石镇河口村4组', township: '青石镇', village: '河口村', group: '4组' },
      township: '青石镇',
      village: '河口村',
      group: '4组',
      phone: '18912691739',
      otherPhones: [],
      childDates: ['2005-03-19'],
      contacts: {
        villageCadre: { name: '章山', phone: '13490390116' },
        townshipContact: { name: '陈水武', phone: '15261077287' },
        villageDoctor: { name: '潘十和', phone: '17361178457' },
        familyDoctor: { name: '李辛丙', phone: '13490299031' },
      },
    });
  });

  test('is counted', async () => {
    const summary = await (await judged(sample('ledger-pairing.xlsx'))).summary();
    expect(summary).toEqual({
      template: 'huangjin-pairing',
      sheet: '台账',
      rows: 14,
      accepted: 14,
      held: 0,
      problems: { 'date.several': 2, 'phone.series': 3, 'phone.conflict': 1 },
      otherSheets: [],
    });
  });
});

const problemsOf = async (...households: Household[]) => (await collect(await judged(await simpleLedger(households)))).problems;

describe('each thing that can be wrong is found where it is', () => {
  const idNumber = '11010519491231002X';
  const cases: [string, Household[], [number, string, string][]][] = [
    ['nothing wrong', [{}, {}], []],
    ['no name', [{ name: null }], [[2, 'B 户主姓名', 'name.missing']]],
    ['another township', [{ address: '白水镇东河村5组' }], [[2, 'D 户籍地址', 'address.outside']]],
    ['another county', [{ address: '高山县青石镇柳湾村' }], [[2, 'D 户籍地址', 'address.outside']]],
    ['an unknown village', [{ address: '青石镇桃花村5组' }], [[2, 'D 户籍地址', 'village.unknown']]],
    ['no village at all', [{ address: '青石镇' }], [[2, 'D 户籍地址', 'village.unknown']]],
    ['a wrong ID number', [{ id: '110105194912310021' }], [[2, 'C 身份证号', 'id.checksum']]],
    ['an ID number kept as a number', [{ id: 110105194912310000 }], [[2, 'C 身份证号', 'id.checksum']]],
    [
      'one ID number, two names',
      [{ id: idNumber }, { id: idNumber }],
      [
        [2, 'C 身份证号', 'id.conflict'],
        [3, 'C 身份证号', 'id.conflict'],
      ],
    ],
    [
      'one ID number twice',
      [
        { name: '孙一', id: idNumber },
        { name: '孙 一', id: idNumber.toLowerCase() },
      ],
      [[3, 'B 户主姓名', 'household.duplicate']],
    ],
    [
      'one head, village and phone twice',
      [
        { name: '孙一', phone: '13900000001' },
        { name: '孙一', phone: 13900000001 },
      ],
      [[3, 'B 户主姓名', 'household.duplicate']],
    ],
    [
      'one name in two villages',
      [
        { name: '孙一', phone: '13900000001' },
        { name: '孙一', phone: '13900000001', address: '青石镇双河村1组' },
      ],
      [],
    ],
    ['a phone too short', [{ phone: '1390000000' }], [[2, 'E 联系电话', 'phone.length']]],
    ['a doctor’s phone too long', [{ doctorPhone: '138000000011' }, {}], [[2, 'H 村医电话', 'phone.length']]],
    ['no date but words', [{ date: '记不清' }], [[2, 'F 死亡（残疾）时间', 'date.unreadable']]],
    ['October or January', [{ date: 2009.1 }], [[2, 'F 死亡（残疾）时间', 'date.unreadable']]],
    ['two dates', [{ date: '2003.2.1\n1996.6.21' }], [[2, 'F 死亡（残疾）时间', 'date.several']]],
    ['tomorrow', [{ date: '2026.11.23' }], [[2, 'F 死亡（残疾）时间', 'date.implausible']]],
    ['no contact', [{ doctor: null, doctorPhone: null }], [[2, 'G 村医姓名', 'contact.missing']]],
    ['a phone without a name', [{ doctor: '/' }], [[2, 'G 村医姓名', 'contact.missing']]],
    ['a name whose phone no row has', [{ doctor: '孙医', doctorPhone: null }], [[2, 'H 村医电话', 'contact.missing']]],
    ['a name whose phone another row has', [{ doctorPhone: null }, {}], []],
    ['away', [{ remark: '随女儿住成都' }], [[2, 'I 备注', 'remark.away']]],
    [
      'one doctor, two numbers, three rows',
      [{}, { doctorPhone: '13811111111' }, { doctorPhone: '13811111111' }],
      [[2, 'H 村医电话', 'phone.conflict']],
    ],
  ];
  test.each(cases)('%s', async (_, households, expected) => expect(short(await problemsOf(...households))).toEqual(expected));

  test('a file without names says so once and keeps all of it out', async () => {
    const judgement = await judged(
      await xlsxOf([
        ['户籍地址', '联系电话'],
        ['青石镇柳湾村5组', '13800000001'],
      ]),
    );
    expect(short(judgement.problems)).toEqual([[1, '户主姓名', 'column.missing']]);
    const { problems, held } = await collect(judgement);
    expect([short(problems), held]).toEqual([[[1, '户主姓名', 'column.missing']], [2]]);
    expect(
      short(
        (
          await judged(
            await xlsxOf([
              ['甲', '乙'],
              ['1', '2'],
            ]),
          )
        ).problems,
      ).map(([, , code]) => code),
    ).toEqual(['column.missing', 'column.missing']);
  });

  test('these cases and the sample leave no code untried', () => {
    const tried = new Set([...cases.flatMap(([, , expected]) => expected.map(([, , code]) => code)), 'column.missing', 'phone.series']);
    expect([...tried].sort()).toEqual([...problemCode.options].sort());
  });

  test('an empty column of a contact nobody there waits for is no gap, but a phone without a name is', async () => {
    const elsewhere = { ...context, places: { ...context.places, asked: ['villageCadre' as const] } };
    const { problems } = await collect(await judged(await simpleLedger([{ doctor: null, doctorPhone: null }, { doctor: null }]), elsewhere));
    expect(short(problems)).toEqual([[3, 'G 村医姓名', 'contact.missing']]);
  });

  test('errors keep the row out, warnings let it in', async () => {
    const { problems, held } = await collect(
      await judged(await simpleLedger([{ name: null }, { date: '记不清' }, { address: '白水镇东河村' }])),
    );
    expect(problems.map((one) => one.severity)).toEqual(['error', 'warning', 'error']);
    expect(held).toEqual([2, 4]);
  });

  test('every text names row and heading, in both languages', async () => {
    const { problems } = await collect(
      await judged(await simpleLedger([{ remark: '外出广东打工', phone: '139', address: '青石镇桃花村', doctor: null }])),
    );
    expect(problems).toHaveLength(4);
    for (const one of problems) {
      expect(one.message.zh).toMatch(/^第 2 行“.+”/);
      expect(one.message.en).toMatch(/^Row 2, "[^“”]+": [^“”]+$/);
    }
  });
});

describe('numbers dragged down a column', () => {
  const doctors = async (...phones: string[]) => {
    const problems = await problemsOf(...phones.map((doctorPhone) => ({ doctorPhone })));
    return problems.map((one) => [one.row, one.code, one.value, one.proposal]);
  };

  test('the first is right if nothing else is known', async () => {
    expect(await doctors('13800000001', '13800000002', '13800000003')).toEqual([
      [3, 'phone.series', '13800000002', '13800000001'],
      [4, 'phone.series', '13800000003', '13800000001'],
    ]);
  });

  test('the number that other rows have is right, wherever it stands', async () => {
    expect(await doctors('13800000001', '13800000002', '13800000003', '13900000009', '13800000002')).toEqual([
      [2, 'phone.series', '13800000001', '13800000002'],
      [4, 'phone.series', '13800000003', '13800000002'],
    ]);
    expect(await doctors('13900000009', '13800000001', '13800000002', '13900000009')).toEqual([
      [3, 'phone.series', '13800000001', '13900000009'],
      [4, 'phone.series', '13800000002', '13900000009'],
    ]);
  });

  test('the text says how many rows have the other number', async () => {
    const problems = await problemsOf(
      ...['13800000001', '13800000002', '13900000009', '13900000009'].map((doctorPhone) => ({ doctorPhone })),
    );
    expect(problems.map((one) => one.message.zh)).toEqual([
      '第 2 行“村医电话”疑似下拉填充（比下一行少 1），其他 2 行记的是 13900000009，请核对。',
      '第 3 行“村医电话”疑似下拉填充（比上一行多 1），其他 2 行记的是 13900000009，请核对。',
    ]);
  });

  test('neighbouring numbers of two doctors are their own, of three mobiles in a row are not', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ doctor: `钱${'甲乙丙'[i]}`, doctorPhone: `1380000000${i}` }));
    expect(await problemsOf(...rows(2))).toEqual([]);
    expect((await problemsOf(...rows(3))).map((one) => [one.row, one.code, one.proposal])).toEqual([
      [3, 'phone.series', undefined],
      [4, 'phone.series', undefined],
    ]);
  });

  test('extensions of an office rise by one and are no drag', async () => {
    const rows = ['54230001', '54230002', '54230003'].map((doctorPhone, i) => ({ doctor: `钱${'甲乙丙'[i]}`, doctorPhone }));
    expect(await problemsOf(...rows)).toEqual([]);
  });

  test('families’ own phones are dragged, too', async () => {
    const rows = ['13900000001', '13900000002', '13900000003'].map((phone) => ({ phone }));
    expect(short(await problemsOf(...rows))).toEqual([
      [3, 'E 联系电话', 'phone.series'],
      [4, 'E 联系电话', 'phone.series'],
    ]);
  });
});
