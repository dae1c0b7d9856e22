import { severities, type Message, type Problem, type ProblemCode } from './imports.schema.ts';

/** Where a problem stands. `heading` is the heading as the person wrote it, `column` its place as the person sees it. */
export type Spot = { row: number; column: string; heading: string };

/** What the text of each code needs to know beyond the spot and the value. */
type Details = {
  'name.missing': object;
  'column.missing': { names: Message };
  'address.outside': { outside: string; within: string };
  'id.checksum': { digitsLost: boolean };
  'id.conflict': { otherRow: number; otherName: string };
  'household.duplicate': { otherRow: number };
  'phone.length': object;
  'phone.series': { rising: 'above' | 'below'; supporters: number; proposal?: string };
  'phone.conflict': { name: string; numbers: string[] };
  'date.unreadable': { lostZero: boolean };
  'date.several': { days: string[] };
  'date.implausible': { days: string[] };
  'contact.missing': { missing: 'name' | 'phone' | 'both' };
  'village.unknown': { township: string; village: string };
  'remark.away': { where: string | undefined };
};

type Writer<C extends ProblemCode> = (spot: Spot, value: string, detail: Details[C]) => Message;

const at = (spot: Spot): Message => ({
  zh: `第 ${spot.row} 行“${spot.heading}”`,
  en: `Row ${spot.row}, "${spot.heading}": `,
});

const plain = (spot: Spot, zh: string, en: string): Message => ({ zh: at(spot).zh + zh, en: at(spot).en + en });

const texts: { [C in ProblemCode]: Writer<C> } = {
  'name.missing': (spot) => plain(spot, '没有填户主姓名，请补上。', 'the name of the head of household is missing; please add it.'),
  'column.missing': (_, __, { names }) => ({
    zh: `没有找到“${names.zh}”这一列，请检查表头，或在导入时指定它在哪一列。`,
    en: `No column was found for ${names.en}; please check the heading, or say which column it is when importing.`,
  }),
  'address.outside': (spot, _, { outside, within }) =>
    plain(
      spot,
      `写的是“${outside}”，不在${within}。如是外迁家庭，请由当地登记；如是笔误，请改正。`,
      `says "${outside}", which is not in ${within}. A family that moved is registered there; if it is a slip, please correct it.`,
    ),
  'id.checksum': (spot, _, { digitsLost }) => (digitsLost ? digitsLostText(spot) : idText(spot)),
  'id.conflict': (spot, _, { otherRow, otherName }) =>
    plain(
      spot,
      `与第 ${otherRow} 行“${otherName}”的身份证号相同，但姓名不同，请核对是谁的号码。`,
      `is the same ID number as in row ${otherRow} (${otherName}), but the names differ; please check whose it is.`,
    ),
  'household.duplicate': (spot, _, { otherRow }) =>
    plain(
      spot,
      `与第 ${otherRow} 行是同一户，只会导入第 ${otherRow} 行；如是两户，请补身份证号或不同的电话。`,
      `is the same household as row ${otherRow}; only row ${otherRow} is imported. If they are two, please add ID numbers or different phones.`,
    ),
  'phone.length': (spot, value) =>
    plain(
      spot,
      `填的“${value}”不像电话号码（手机为 11 位），请核对。`,
      `"${value}" does not look like a phone number (mobiles have 11 digits); please check.`,
    ),
  'phone.series': seriesText,
  'phone.conflict': (spot, _, { name, numbers }) =>
    plain(
      spot,
      `“${name}”在本表中有 ${numbers.length} 个号码：${numbers.join('、')}。请核对用哪一个；如是同名的两个人，请分开登记。`,
      `${name} has ${numbers.length} numbers in this file: ${numbers.join(', ')}. Please check which is right; if they are two people of one name, please separate them.`,
    ),
  'date.unreadable': (spot, value, { lostZero }) =>
    plain(
      spot,
      lostZero
        ? `填的“${value}”分不清是 1 月还是 10 月，请写成“2009年10月”这样的文字。`
        : `填的“${value}”看不出是哪一天，请写成“2009年12月4日”或“2009.12.4”。`,
      lostZero
        ? `"${value}" may be January or October, because the spreadsheet drops the last zero; please write it as text, like 2009-10.`
        : `"${value}" cannot be read as a date; please write it like 2009-12-04 or 2009.12.4.`,
    ),
  'date.several': (spot, _, { days }) =>
    plain(
      spot,
      `有 ${days.length} 个日期：${days.join('、')}。都已记下，请入户档案中分别核对。`,
      `holds ${days.length} dates: ${days.join(', ')}. All are kept; please check each in the household's file.`,
    ),
  'date.implausible': (spot, value) =>
    plain(spot, `填的“${value}”太早或在今天之后，请核对。`, `"${value}" is too early or after today; please check.`),
  'contact.missing': (spot, _, { missing }) => plain(spot, missingText[missing].zh, missingText[missing].en),
  'village.unknown': (spot, _, { township, village }) =>
    plain(
      spot,
      village === '' ? `没有写明是${township}的哪个村（社区），请补上。` : `“${village}”不在${township}的村（社区）名单里，请核对村名。`,
      village === ''
        ? `does not say which village of ${township}; please add it.`
        : `"${village}" is not on the list of villages of ${township}; please check the name.`,
    ),
  'remark.away': (spot, value, { where }) =>
    plain(
      spot,
      where === undefined
        ? `写的是“${value}”，已按外出登记，去向不明，请补充在哪里。`
        : `写的是“${value}”，已按外出登记，现在：${where}。如不对，请改正。`,
      where === undefined
        ? `"${value}" is understood as away; please add where.`
        : `"${value}" is understood as away, at ${where}; please correct it if wrong.`,
    ),
};

const missingText: Record<Details['contact.missing']['missing'], Message> = {
  both: { zh: '还没有填联系人，请补上姓名和电话。', en: 'no contact is named; please add name and phone.' },
  name: { zh: '只有电话，没有姓名，请补上。', en: 'has a phone but no name; please add the name.' },
  phone: { zh: '没有填电话，本表其他行也没有，请补上。', en: 'the phone is missing here and in all other rows; please add it.' },
};

function idText(spot: Spot): Message {
  return plain(
    spot,
    '不是有效的身份证号（位数、日期或校验码不对），请核对。',
    'is not a valid ID number (length, date or check character); please check.',
  );
}

function digitsLostText(spot: Spot): Message {
  return plain(
    spot,
    '被表格当作数字保存，后几位已丢失。请把这一列设为“文本”，重新填写身份证号。',
    'was kept by the spreadsheet as a number and its last digits are lost. Please format the column as text and type the ID number again.',
  );
}

function seriesText(spot: Spot, value: string, detail: Details['phone.series']): Message {
  const how = {
    above: { zh: '比上一行多 1', en: 'one more than the row above' },
    below: { zh: '比下一行少 1', en: 'one less than the row below' },
  }[detail.rising];
  const rest = seriesAdvice(detail);
  return plain(spot, `疑似下拉填充（${how.zh}），${rest.zh}`, `"${value}" looks dragged down (${how.en}); ${rest.en}`);
}

function seriesAdvice({ proposal, supporters }: Details['phone.series']): Message {
  if (proposal === undefined) return { zh: '请向本人核对号码。', en: 'please check the number with the person.' };
  if (supporters > 0)
    return {
      zh: `其他 ${supporters} 行记的是 ${proposal}，请核对。`,
      en: `${supporters} other row(s) have ${proposal}; please check.`,
    };
  return { zh: `最上面一行记的是 ${proposal}，请核对。`, en: `the first of these rows has ${proposal}; please check.` };
}

/** A problem with its text in both languages and the severity its code carries. */
export function found<C extends ProblemCode>(code: C, spot: Spot, value: string, detail: Details[C], proposal?: string): Problem {
  return {
    row: spot.row,
    column: spot.column,
    code,
    value,
    message: texts[code](spot, value, detail),
    severity: severities[code],
    ...(proposal === undefined ? {} : { proposal }),
  };
}
