import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readTable, writeTable } from '../../platform/documents/documents.ts'
import { csvOf, docxOf, xlsxOf, type TypedCell } from '../../platform/documents/testing-files.ts'
import { errorsSheet, ledgerSheet } from './imports.documents.ts'
import { problemCode, rowDraft, type Problem, type RowDraft } from './imports.schema.ts'
import { judge, type JudgeContext, type Judgement } from './judge.ts'
import { matchKeys } from './matching.rules.ts'

const villages = ['柳湾村', '双河村', '龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村']
const context: JudgeContext = { places: { county: '云岭县', townships: [{ name: '青石镇', villages }] }, today: '2026-11-22' }

async function judged(bytes: Uint8Array, against: JudgeContext = context): Promise<Judgement> {
  return judge(await readTable({ name: 'ledger', bytes }), against)
}

async function collect(judgement: Judgement) {
  const drafts: RowDraft[] = []
  const problems: Problem[] = [...judgement.problems]
  const held: number[] = []
  for await (const row of judgement.rows()) {
    drafts.push(row.draft)
    problems.push(...row.problems)
    if (row.held) held.push(row.row)
  }
  return { drafts, problems, held }
}

const short = (problems: readonly Problem[]) => problems.map((one) => [one.row, one.column, one.code])

const sample = (name: string) => readFileSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)))

describe('the sample ledger of a township', () => {
  const files = [
    { name: 'ledger-pairing.xlsx', rows: [7, 9, 16, 17, 18, 19], columns: ['E', 'M', 'K'] },
    { name: 'ledger-pairing-gb18030.csv', rows: [7, 9, 15, 16, 17, 18], columns: ['E', 'M', 'K'] },
    { name: 'ledger-pairing.docx', rows: [5, 7, 13, 14, 15, 16], columns: ['第5列', '第13列', '第11列'] },
  ]

  test.each(files)('$name shows exactly the six things to check, where the person sees them', async ({ name, rows, columns }) => {
    const { problems, held } = await collect(await judged(sample(name)))
    const [dates, doctor, village] = [`${columns[0]} 独生子女死亡（残疾）时间`, `${columns[1]} 签约乡镇医生·电话`, `${columns[2]} 签约村医·电话`]
    expect(problems.map((one) => [one.row, one.column, one.code, one.value, one.proposal])).toEqual([
      [rows[0], dates, 'date.several', '2003.2.1、1996.6.21', undefined],
      [rows[1], dates, 'date.several', '2008.6.12、1989.12.30', undefined],
      [rows[2], doctor, 'phone.series', '13490299032', '13490299031'],
      [rows[3], doctor, 'phone.series', '13490299033', '13490299031'],
      [rows[4], doctor, 'phone.series', '13490299034', '13490299031'],
      [rows[5], village, 'phone.conflict', '13695845775、18034318376', undefined],
    ])
    expect(held).toEqual([])
  })

  test('gives the same fourteen households whatever the format', async () => {
    const all = await Promise.all(files.map(async ({ name }) => (await collect(await judged(sample(name)))).drafts))
    expect(all[0]).toHaveLength(14)
    expect(all[1]).toEqual(all[0])
    expect(all[2]).toEqual(all[0])
    expect(all[0]!.map((draft) => rowDraft.parse(draft))).toEqual(all[0])
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
    })
  })

  test('is counted', async () => {
    const summary = await (await judged(sample('ledger-pairing.xlsx'))).summary()
    expect(summary).toEqual({
      template: 'huangjin-pairing',
      sheet: '台账',
      rows: 14,
      accepted: 14,
      held: 0,
      problems: { 'date.several': 2, 'phone.series': 3, 'phone.conflict': 1 },
      otherSheets: [],
    })
  })
})

const simpleHeading = ['序号', '户主姓名', '身份证号', '户籍地址', '联系电话', '死亡（残疾）时间', '村医姓名', '村医电话', '备注']
type Household = Partial<Record<'name' | 'id' | 'address' | 'phone' | 'date' | 'doctor' | 'doctorPhone' | 'remark', TypedCell>>

/** Row 2 is the first household, in the columns B to I. */
function simpleLedger(households: readonly Household[]): Promise<Uint8Array> {
  const rows = households.map((one, index): TypedCell[] => [
    index + 1,
    one.name === undefined ? `赵${'一二三四五六七八九'[index]}` : one.name,
    one.id ?? null,
    one.address ?? '青石镇柳湾村5组',
    one.phone ?? null,
    one.date ?? '2009.12.4',
    one.doctor === undefined ? '钱医' : one.doctor,
    one.doctorPhone === undefined ? '13800000001' : one.doctorPhone,
    one.remark ?? null,
  ])
  return xlsxOf([simpleHeading, ...rows])
}

const problemsOf = async (...households: Household[]) => (await collect(await judged(await simpleLedger(households)))).problems

describe('each thing that can be wrong is found where it is', () => {
  const idNumber = '11010519491231002X'
  const cases: [string, Household[], [number, string, string][]][] = [
    ['nothing wrong', [{}, {}], []],
    ['no name', [{ name: null }], [[2, 'B 户主姓名', 'name.missing']]],
    ['another township', [{ address: '白水镇东河村5组' }], [[2, 'D 户籍地址', 'address.outside']]],
    ['another county', [{ address: '高山县青石镇柳湾村' }], [[2, 'D 户籍地址', 'address.outside']]],
    ['an unknown village', [{ address: '青石镇桃花村5组' }], [[2, 'D 户籍地址', 'village.unknown']]],
    ['no village at all', [{ address: '青石镇' }], [[2, 'D 户籍地址', 'village.unknown']]],
    ['a wrong ID number', [{ id: '110105194912310021' }], [[2, 'C 身份证号', 'id.checksum']]],
    ['an ID number kept as a number', [{ id: 110105194912310000 }], [[2, 'C 身份证号', 'id.checksum']]],
    ['one ID number, two names', [{ id: idNumber }, { id: idNumber }], [[2, 'C 身份证号', 'id.conflict'], [3, 'C 身份证号', 'id.conflict']]],
    ['one ID number twice', [{ name: '孙一', id: idNumber }, { name: '孙 一', id: idNumber.toLowerCase() }], [[3, 'B 户主姓名', 'household.duplicate']]],
    ['one head, village and phone twice', [{ name: '孙一', phone: '13900000001' }, { name: '孙一', phone: 13900000001 }], [[3, 'B 户主姓名', 'household.duplicate']]],
    ['one name in two villages', [{ name: '孙一', phone: '13900000001' }, { name: '孙一', phone: '13900000001', address: '青石镇双河村1组' }], []],
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
    ['one doctor, two numbers, three rows', [{}, { doctorPhone: '13811111111' }, { doctorPhone: '13811111111' }], [[2, 'H 村医电话', 'phone.conflict']]],
  ]
  test.each(cases)('%s', async (_, households, expected) => expect(short(await problemsOf(...households))).toEqual(expected))

  test('a file without names says so once and keeps all of it out', async () => {
    const judgement = await judged(await xlsxOf([['户籍地址', '联系电话'], ['青石镇柳湾村5组', '13800000001']]))
    expect(short(judgement.problems)).toEqual([[1, '户主姓名', 'column.missing']])
    const { problems, held } = await collect(judgement)
    expect([short(problems), held]).toEqual([[[1, '户主姓名', 'column.missing']], [2]])
    expect(short((await judged(await xlsxOf([['甲', '乙'], ['1', '2']]))).problems).map(([, , code]) => code)).toEqual(['column.missing', 'column.missing'])
  })

  test('these cases and the sample leave no code untried', () => {
    const tried = new Set([...cases.flatMap(([, , expected]) => expected.map(([, , code]) => code)), 'column.missing', 'phone.series'])
    expect([...tried].sort()).toEqual([...problemCode.options].sort())
  })

  test('errors keep the row out, warnings let it in', async () => {
    const { problems, held } = await collect(await judged(await simpleLedger([{ name: null }, { date: '记不清' }, { address: '白水镇东河村' }])))
    expect(problems.map((one) => one.severity)).toEqual(['error', 'warning', 'error'])
    expect(held).toEqual([2, 4])
  })

  test('every text names row and heading, in both languages', async () => {
    const { problems } = await collect(await judged(await simpleLedger([{ remark: '外出广东打工', phone: '139', address: '青石镇桃花村', doctor: null }])))
    expect(problems).toHaveLength(4)
    for (const one of problems) {
      expect(one.message.zh).toMatch(/^第 2 行“.+”/)
      expect(one.message.en).toMatch(/^Row 2, “.+”: /)
    }
  })
})

describe('numbers dragged down a column', () => {
  const doctors = async (...phones: string[]) => {
    const problems = await problemsOf(...phones.map((doctorPhone) => ({ doctorPhone })))
    return problems.map((one) => [one.row, one.code, one.value, one.proposal])
  }

  test('the first is right if nothing else is known', async () => {
    expect(await doctors('13800000001', '13800000002', '13800000003')).toEqual([
      [3, 'phone.series', '13800000002', '13800000001'],
      [4, 'phone.series', '13800000003', '13800000001'],
    ])
  })

  test('the number that other rows have is right, wherever it stands', async () => {
    expect(await doctors('13800000001', '13800000002', '13800000003', '13900000009', '13800000002')).toEqual([
      [2, 'phone.series', '13800000001', '13800000002'],
      [4, 'phone.series', '13800000003', '13800000002'],
    ])
    expect(await doctors('13900000009', '13800000001', '13800000002', '13900000009')).toEqual([
      [3, 'phone.series', '13800000001', '13900000009'],
      [4, 'phone.series', '13800000002', '13900000009'],
    ])
  })

  test('the text says how many rows have the other number', async () => {
    const problems = await problemsOf(...['13800000001', '13800000002', '13900000009', '13900000009'].map((doctorPhone) => ({ doctorPhone })))
    expect(problems.map((one) => one.message.zh)).toEqual([
      '第 2 行“村医电话”疑似下拉填充（比下一行少 1），其他 2 行记的是 13900000009，请核对。',
      '第 3 行“村医电话”疑似下拉填充（比上一行多 1），其他 2 行记的是 13900000009，请核对。',
    ])
  })

  test('neighbouring numbers of two doctors are their own, of three mobiles in a row are not', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ doctor: `钱${'甲乙丙'[i]}`, doctorPhone: `1380000000${i}` }))
    expect(await problemsOf(...rows(2))).toEqual([])
    expect((await problemsOf(...rows(3))).map((one) => [one.row, one.code, one.proposal])).toEqual([
      [3, 'phone.series', undefined],
      [4, 'phone.series', undefined],
    ])
  })

  test('extensions of an office rise by one and are no drag', async () => {
    const rows = ['54230001', '54230002', '54230003'].map((doctorPhone, i) => ({ doctor: `钱${'甲乙丙'[i]}`, doctorPhone }))
    expect(await problemsOf(...rows)).toEqual([])
  })

  test('families’ own phones are dragged, too', async () => {
    const rows = ['13900000001', '13900000002', '13900000003'].map((phone) => ({ phone }))
    expect(short(await problemsOf(...rows))).toEqual([
      [3, 'E 联系电话', 'phone.series'],
      [4, 'E 联系电话', 'phone.series'],
    ])
  })
})

describe('ledgers as people really fill them', () => {
  const head = ['户主姓名', '户籍地址', '联系电话', '居住地址', '独生子女死亡（残疾）时间', '村（居）\n帮扶责任人', '', '乡镇（街道）帮扶责任人', '', '签约村医', '', '签约乡镇医生', '', '　']
  const sub = ['', '', '', '', '', '姓名', '电话', '姓名', '电话', '姓名', '电话', '姓名', '电话', '']
  const family = (name: string, phone: string) => [name, '青石镇柳湾村5组', phone, '青石镇柳湾村5组', '2009.12.4', '甲', '13800000001', '乙', '13800000003', '丙', '13800000005', '丁', '13800000007', '']
  const noise = [['云岭县台账'], ['单位：青石镇', '', '填表时间：2021.10.8'], [], head, sub]

  test('titles, notes, totals, footers, page headings and blank rows are no families', async () => {
    const rows = [...noise, family('赵一', '1'.padEnd(11, '3')), head, sub, [], family('赵二', '1'.padEnd(11, '5')), ['小计', '2'], ['合计', '', '2户'], ['以上情况属实，已逐户核对。'], ['填表人：孙', '', '审核人：李']]
    const { drafts, problems } = await collect(await judged(csvOf(rows)))
    expect(drafts.map((draft) => draft.headName)).toEqual(['赵一', '赵二'])
    expect(problems).toEqual([])
  })

  test('full-width signs read like the usual ones', async () => {
    const wide = family('赵　一', '１３９００００００１１').map((cell) => (/^2009|^青石/.test(cell) ? cell.replace(/[0-9.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : cell))
    const plain = family('赵一', '13900000011')
    const read = async (row: string[]) => (await collect(await judged(csvOf([...noise, row])))).drafts
    expect(await read(wide)).toEqual(await read(plain))
  })

  test('columns in another order and under other words give the same household', async () => {
    const moved = [
      ['序号', '村', '组', '姓名', '身份证号码', '现住址', '手机号', '村干部', '家庭医生及电话', '说明'],
      ['1', '柳湾', '5', '赵一', '', '青石镇柳湾村5组', '13900000011', '甲', '丁13800000007', '低保户'],
    ]
    const { drafts, problems } = await collect(await judged(csvOf(moved)))
    expect(drafts[0]).toMatchObject({ headName: '赵一', village: '柳湾村', group: '5组', phone: '13900000011', remark: '低保户', contacts: { villageCadre: { name: '甲' }, familyDoctor: { name: '丁', phone: '13800000007' } } })
    expect(problems).toEqual([])
  })

  test('the four of Sixian are recognised', async () => {
    const rows = [
      ['四对一帮扶花名册'],
      ['序号', '户主', '户籍地', '乡镇领导干部', '', '村（居）干部', '', '亲属邻居照料人', '', '乡镇家庭医生', ''],
      ['', '', '', '姓名', '联系方式', '姓名', '联系方式', '姓名', '联系方式', '姓名', '联系方式'],
      ['1', '赵一', '青石镇柳湾村', '甲', '13800000001', '乙', '13800000003', '丙', '13800000005', '丁', '13800000007'],
    ]
    const judgement = await judged(csvOf(rows))
    expect(judgement.mapping.template).toBe('sixian-four-to-one')
    expect((await collect(judgement)).drafts[0]?.contacts).toEqual({
      townshipLeader: { name: '甲', phone: '13800000001' },
      villageCadre: { name: '乙', phone: '13800000003' },
      carer: { name: '丙', phone: '13800000005' },
      familyDoctor: { name: '丁', phone: '13800000007' },
    })
  })

  test('the names of spouse and child are not taken for the head of household', async () => {
    const { mapping } = await judged(csvOf([['户主', '', '配偶', '', '子女情况', ''], ['姓名', '电话', '姓名', '电话', '姓名', '死亡时间'], ['赵一', '', '', '', '', '']]))
    expect(mapping.fields).toEqual({ headName: 1, phone: 2, childDates: 6, remark: 7 })
  })

  test('a doctor written once over merged rows serves each of them', async () => {
    const rows: TypedCell[][] = [['户主姓名', '户籍地址', '村医姓名', '村医电话'], ['赵一', '柳湾村', '钱医', '13800000001'], ['赵二', '柳湾村', null, null]]
    const { drafts, problems } = await collect(await judged(await xlsxOf(rows, ['C2:C3', 'D2:D3'])))
    expect(drafts.map((draft) => draft.contacts.villageDoctor)).toEqual([{ name: '钱医', phone: '13800000001' }, { name: '钱医', phone: '13800000001' }])
    expect(problems).toEqual([])
  })

  test('a family living in another place is away, without a word in the remark', async () => {
    const rows = [['户主姓名', '户籍地址', '居住地址'], ['赵一', '青石镇柳湾村', '某某市万山区东街3号'], ['赵二', '青石镇柳湾村', '青石镇双河村']]
    const { drafts } = await collect(await judged(csvOf(rows)))
    expect(drafts.map((draft) => draft.away)).toEqual([{ where: '某某市万山区东街3号' }, undefined])
  })

  test('where a family lives may be said as 同户籍地 or 外出, as people do', async () => {
    const rows = [['户主姓名', '户籍地址', '居住地址'], ['赵一', '青石镇柳湾村', '同户籍地'], ['赵二', '青石镇柳湾村', '在广东打工'], ['赵三', '青石镇柳湾村', '外出']]
    const { drafts, problems } = await collect(await judged(csvOf(rows)))
    expect(drafts.map((draft) => [draft.livingAddress?.village, draft.away])).toEqual([['柳湾村', undefined], [undefined, { where: '广东' }], [undefined, {}]])
    expect(short(problems)).toEqual([[3, 'C 居住地址', 'remark.away'], [4, 'C 居住地址', 'remark.away']])
  })

  test('同上 and 〃 name the contact of the household above', async () => {
    const contact = (name: string, phone: string) => ['户', '柳湾村', name, phone]
    const rows = [['户主姓名', '户籍地址', '村医姓名', '村医电话'], contact('钱医', '13800000001'), [], contact('同上', '同上'), contact('〃', '〃')]
    const { drafts, problems } = await collect(await judged(csvOf(rows)))
    expect(drafts.map((draft) => draft.contacts.villageDoctor)).toEqual([1, 2, 3].map(() => ({ name: '钱医', phone: '13800000001' })))
    expect(problems).toEqual([])
  })

  test('a person may say which column is which', async () => {
    const bytes = csvOf([['甲', '乙'], ['赵一', '柳湾村']])
    const mapping = { template: 'free' as const, sheet: '', headingRows: [1, 1] as [number, number], fields: { headName: 1, village: 2 }, headings: { 1: '甲', 2: '乙' } }
    const { drafts, problems } = await collect(await judged(bytes, { ...context, mapping }))
    expect([drafts[0]?.headName, drafts[0]?.village, problems]).toEqual(['赵一', '柳湾村', []])
  })

  test('a Word table with the same rows gives the same drafts', async () => {
    const rows = [head, sub, family('赵一', '13900000011')]
    expect((await collect(await judged(docxOf(rows)))).drafts).toEqual((await collect(await judged(csvOf(rows)))).drafts)
  })
})

describe('files we write', () => {
  test('the ledger form comes back as the same households, with their keys', async () => {
    const { drafts } = await collect(await judged(sample('ledger-pairing.xlsx')))
    const keyed = drafts.map((draft, i) => ({ ...draft, householdKey: `k${i}`, ...(i === 3 ? { remark: '在外打工', away: {} } : {}) }))
    const bytes = await writeTable([ledgerSheet(keyed, { county: '云岭县', township: '青石镇' })])
    const judgement = await judged(bytes)
    expect(judgement.mapping.template).toBe('huangjin-pairing')
    expect((await collect(judgement)).drafts).toEqual(keyed)
  })

  test('the rows held back come with their heading and problems, and once corrected go in', async () => {
    const good = sample('ledger-pairing.xlsx')
    const elsewhere: JudgeContext = { ...context, places: { county: '云岭县', townships: [{ name: '白水镇', villages: [] }] } }
    const refused = await judged(good, elsewhere)
    const held = (await collect(refused)).held
    const again = await judged(await writeTable([errorsSheet(refused, 'zh')]))
    const { drafts, problems } = await collect(again)
    expect(held).toHaveLength(14)
    expect(drafts).toEqual((await collect(await judged(good))).drafts)
    expect(again.mapping.fields).toMatchObject({ remark: 14, problems: 15 })
    expect(problems.map((one) => one.code)).toEqual(['date.several', 'date.several', 'phone.series', 'phone.series', 'phone.series', 'phone.conflict'])
  })

  test('only the rows held back are in it, each with its reason beside it and on the cell', async () => {
    const judgement = await judged(await simpleLedger([{}, { name: '孙一', address: '白水镇东河村' }, { date: 2009.1, name: null }]))
    const rows: string[][] = []
    const comments: string[] = []
    for await (const row of errorsSheet(judgement, 'zh').rows) {
      rows.push(row.map((cell) => String(cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : cell)))
      comments.push(...row.flatMap((cell) => (cell !== null && typeof cell === 'object' && 'comment' in cell ? [cell.comment ?? ''] : [])))
    }
    expect(rows.map((row) => row[1])).toEqual(['户主姓名', '孙一', ''])
    expect(rows[0]?.[9]).toBe('问题（改好后可直接再导入）')
    expect(rows[1]?.[9]).toMatch(/^第 3 行“户籍地址”写的是“白水镇”，不在青石镇。/)
    expect(comments).toHaveLength(3)
  })
})

test('a contact written as 同上 is written out in the rows held back, where another row stands above', async () => {
  const rows = [['户主姓名', '户籍地址', '村医姓名', '村医电话'], ['赵一', '柳湾村', '钱医', '13800000001'], ['赵二', '白水镇东河村', '同上', '同上']]
  const errors = await judged(await writeTable([errorsSheet(await judged(csvOf(rows)), 'zh')]))
  const { drafts } = await collect(errors)
  expect(drafts.map((draft) => [draft.headName, draft.contacts.villageDoctor])).toEqual([['赵二', { name: '钱医', phone: '13800000001' }]])
})

test('a row finds its household by our key, else by head and village with ID number or phone', () => {
  const base: RowDraft = { headName: '赵一', village: '柳湾村', phone: '13900000001', idNumber: '11010519491231002X', otherPhones: [], childDates: [], contacts: {} }
  expect(matchKeys({ ...base, householdKey: 'k1' }).map((key) => key.by)).toEqual(['householdKey'])
  expect(matchKeys(base).map((key) => key.by)).toEqual(['idNumber', 'phone'])
  const { village: _, ...nowhere } = base
  expect(matchKeys(nowhere)).toEqual([])
})
