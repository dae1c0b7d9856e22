import { compact } from './cells.rules.ts';
import type { Field, LedgerRole, Mapping, PlainField, Template } from './imports.schema.ts';

type HeadingCell = { text: string; merged?: true };
type HeadingRow = { row: number; cells: readonly HeadingCell[] };

/** What offices call each contact. Tried in this order: 签约村医 is a doctor before it is anything of the village. */
const roleWords: readonly (readonly [LedgerRole, RegExp])[] = [
  ['villageDoctor', /村医|村.*医[生师]|村卫生[室站]|乡村医生/],
  ['familyDoctor', /家庭.*医|家医|签约.*医|(?:镇|乡|街道|卫生院|服务中心).*医[生师]|责任医[生师]/],
  ['carer', /亲属|亲友|邻居|照料|照护|照顾|监护/],
  ['townshipLeader', /(?:乡|镇|街道|党政|包保|科级).*领导/],
  ['townshipContact', /(?:乡|镇|街道|办事处).*(?:联系人|责任人|干部|帮扶人|联络[人员]|帮扶)/],
  ['villageCadre', /(?:村|居|社区).*(?:联系人|责任人|干部|帮扶人|联络[人员]|专干|帮扶)/],
];

const about = '(?:户主|家庭|本人|对象|扶助对象|特扶对象|基本情况|基本信息|家庭基本情况|家庭基本信息|户主信息|户主基本情况)?';

/** What offices call each of the other columns, matched against group and heading written as one word without brackets. */
const fieldWords = {
  householdKey: /^householdKey$/i,
  problems: /^问题/,
  serial: /^(?:序号|编号|号)$/,
  idNumber: new RegExp(`^${about}(?:居民)?(?:公民)?(?:身份证|身份证件|身份|证件)(?:号|号码)?$`),
  headName: new RegExp(`^${about}(?:户主|户主姓名|姓名|家庭代表|家庭代表姓名|扶助对象|特扶对象)(?:姓名)?$`),
  registeredAddress: /户籍|户口/,
  livingAddress: /居住地|居住详址|居住情况|现住|现居|住址|(?:家庭|详细|联系|通讯)地址|^地址$/,
  township: /^(?:所在|所属)?(?:乡镇|镇|乡|街道|乡镇街道)(?:名称)?$/,
  village: /^(?:所在|所属|行政)?(?:村|村居|村社区|行政村|村别|居委会|村名)(?:名称|名|委会)?$/,
  group: /^(?:村民|居民)?(?:小组|组|社|组别|组名|村组)$/,
  phone: new RegExp(`^${about}(?:联系)?(?:电话|手机|方式|电话号码|手机号码?|手机号|联系号码)$`),
  childDates: /(?:死亡|去世|亡故|离世|残疾|伤残|病残).*(?:时间|日期|年月)/,
  remark: /^(?:备注|备考|说明|其他说明)$/,
} as const satisfies Record<PlainField, RegExp>;

const phoneWords = /电话|手机|联系方式|号码/;
const nameWords = /姓名|名字/;

/** Which field a column holds, from the heading of its group (empty if there is none) and its own; undefined if none of ours. */
export function recognise(group: string, own: string): Field | undefined {
  for (const form of forms(group === own ? own : group + own)) {
    const role = roleWords.find(([, words]) => words.test(form))?.[0];
    if (role) return `${role}.${kindOf(own === '' ? group : own)}`;
    const plain = (Object.keys(fieldWords) as PlainField[]).find((field) => fieldWords[field].test(form));
    if (plain) return plain;
  }
  return undefined;
}

/** 村（居）帮扶责任人 is tried as 村帮扶责任人, then as 村居帮扶责任人. */
function forms(label: string): string[] {
  const plain = compact(label).replace(/[::*/、,.·]/g, '');
  return [plain.replace(/\(.*?\)/g, ''), plain.replace(/[()]/g, '')].filter((form) => form !== '');
}

function kindOf(own: string): 'name' | 'phone' | 'contact' {
  const hasPhone = phoneWords.test(own);
  const hasName = nameWords.test(own) || /[及和与、/]/.test(own);
  if (hasPhone === hasName) return 'contact';
  return hasPhone ? 'phone' : 'name';
}

export type Heading = Pick<Mapping, 'headingRows' | 'fields' | 'headings'> & { score: number };

/**
 * Finds the heading among the first rows of a sheet, one level or two, wherever it stands: every row is tried alone and with
 * the row below it, and the reading that recognises most columns wins (the shorter one if equal). Two columns at least.
 */
export function findHeading(rows: readonly HeadingRow[]): Heading | undefined {
  let best: Heading | undefined;
  for (const [index, row] of rows.entries()) {
    if (distinct(row) < 2) continue;
    const below = rows[index + 1];
    const readings = [readHeading(row), ...(below ? [readHeading(row, below)] : [])];
    for (const reading of readings) if (reading.score > (best?.score ?? 1)) best = reading;
  }
  return best && withRemark(best);
}

/** A title merged over the sheet repeats one text; a heading has several. */
function distinct(row: HeadingRow): number {
  return new Set(row.cells.map((cell) => compact(cell.text)).filter((text) => text !== '')).size;
}

function readHeading(row: HeadingRow, below?: HeadingRow): Heading {
  const labels = below ? twoLevels(row, below) : row.cells.map((cell) => ['', cell.text] as const);
  const fields: Mapping['fields'] = {};
  const headings: Mapping['headings'] = {};
  for (const [index, [group, own]] of labels.entries()) {
    const label = [group, own].map(asWritten).filter((text) => text !== '');
    if (label.length > 0) headings[index + 1] = [...new Set(label)].join('·');
    const field = isData(own) ? undefined : recognise(compact(group), compact(own));
    if (field && fields[field] === undefined) fields[field] = index + 1;
  }
  return { headingRows: [row.row, (below ?? row).row], fields, headings, score: Object.keys(fields).length };
}

/** Without the spaces and line breaks that only make it fit its column; brackets stay as the person typed them. */
const asWritten = (text: string) => text.replace(/\s+/g, '');

/** Long digits or a date never stand in a heading, but in the first row of people below it. */
const isData = (text: string) => /\d{4,}/.test(text);

/**
 * Pairs of group and own heading. A group is written once and spans the columns to its right, merged or simply left empty, as
 * in a .csv; it reaches only over columns that have a heading of their own.
 */
function twoLevels(upper: HeadingRow, lower: HeadingRow): (readonly [string, string])[] {
  const width = Math.max(upper.cells.length, lower.cells.length);
  const labels: (readonly [string, string])[] = [];
  let group = '';
  for (let column = 0; column < width; column++) {
    const top = upper.cells[column]?.text ?? '';
    const own = lower.cells[column];
    const repeats = own?.merged === true && compact(own.text) === compact(top);
    if (compact(top) !== '') group = top;
    labels.push(compact(own?.text ?? '') === '' || repeats ? [top, ''] : [group, own!.text]);
  }
  return labels;
}

/** Ledgers end in a column without a heading that holds remarks: the first such column behind the last one known. */
function withRemark(heading: Heading): Heading {
  if (heading.fields.remark !== undefined) return heading;
  const known = Object.entries(heading.fields).filter(([field]) => field !== 'problems' && field !== 'householdKey');
  const next = Math.max(...known.map(([, column]) => column)) + 1;
  if (heading.headings[next] !== undefined) return heading;
  return { ...heading, fields: { ...heading.fields, remark: next } };
}

/** The form a ledger follows, told by the roles it names. */
export function templateOf(fields: Mapping['fields']): Template {
  const has = (role: LedgerRole) => fields[`${role}.name`] !== undefined || fields[`${role}.contact`] !== undefined;
  if (has('townshipLeader') || has('carer')) return 'sixian-four-to-one';
  return has('villageDoctor') && has('townshipContact') ? 'huangjin-pairing' : 'free';
}
