import type { Text } from '@lianxin/engine';
import type { PackProblem, ProblemCode } from './policies.schema.ts';

type Fields = Readonly<Record<string, string>>;
type Wording = (f: Fields) => Text;
const say = (zh: string, en: string): Text => ({ zh, en });

/** What is wrong and what to do, for the clerk who keeps the packs; the place is printed before it. */
const WORDING: Record<ProblemCode, Wording> = {
  'file.syntax': (f) => say(`文件格式有误（${f['detail']}），请检查缩进、冒号和引号。`, `The file cannot be read (${f['said']}). Check indentation, colons and quotes.`),
  'key.duplicate': (f) => say(`“${f['key']}”写了两次，请只保留一处。`, `"${f['key']}" stands twice. Keep one.`),
  'key.unknown': (f) => say(`不认识“${f['key']}”，请检查拼写，或删去这一行。`, `"${f['key']}" is not a known key. Check its spelling, or remove the line.`),
  'field.missing': (f) => say(`缺少“${f['key']}”，请补上。`, `"${f['key']}" is missing. Add it.`),
  'clause.missing': () => say('这个值没有写依据，请补上 clause：文件、条款、摘要、标记、核对日期。', 'This value names no clause. Add `clause`: document, article, summary, mark, day checked.'),
  'day.invalid': (f) => say(`“${f['key']}”不是有效的日期，请写成 2020-09-09 这样的公历日期。`, `"${f['key']}" is not a day of the calendar. Write it as 2020-09-09.`),
  'value.invalid': (f) => say(`“${f['key']}”写的“${f['value']}”不合要求，应为：${f['detail']}。`, `"${f['key']}" cannot be "${f['value']}". Allowed: ${f['detail']}.`),
  'pack.missing': (f) => f['root'] === undefined
    ? say(`“${f['folder']}”里没有 pack.yaml，请补上，或移走这个文件夹。`, `"${f['folder']}" has no pack.yaml. Add one, or move the folder away.`)
    : say(`“${f['root']}”里没有政策包，请给出各地区文件夹所在的上一级文件夹。`, `"${f['root']}" holds no packs. Name the folder that holds one folder a region.`),
  'pack.idMismatch': (f) => say(`id 写的是“${f['id']}”，与文件夹名“${f['folder']}”不一致，请改成一样。`, `The id is "${f['id']}", the folder "${f['folder']}". Make them the same.`),
  'parent.missing': (f) => say(`上级政策包“${f['parent']}”不存在，请检查拼写。`, `There is no parent pack "${f['parent']}". Check its spelling.`),
  'parent.cycle': (f) => say(`政策包互为上级：${f['chain']}，请断开其中一处。`, `The packs are each other's parents: ${f['chain']}. Break the chain at one place.`),
  'role.unknown': (f) => say(`没有“${f['role']}”这个联系人岗位，请检查拼写，或先在 roles 里写明。`, `There is no contact role "${f['role']}". Check its spelling, or define it under roles.`),
  'festival.unknown': (f) => say(`没有“${f['festival']}”这个节日，可用的有：${f['known']}。`, `There is no festival "${f['festival']}". Known: ${f['known']}.`),
  'document.unknown': (f) => say(`文件“${f['document']}”没有列在 documents 里，请先写明文件名称。`, `The document "${f['document']}" is not listed under documents. List it first.`),
  'days.reversed': (f) => say(`截止日 ${f['to']} 早于起始日 ${f['from']}，请核对。`, `It ends on ${f['to']}, before it begins on ${f['from']}. Check the days.`),
  'versions.overlap': (f) => say(`“${f['key']}”自 ${f['from']} 起与上一版时间重叠，请为上一版写上截止日。`, `"${f['key']}" from ${f['from']} overlaps the version before. Give that one an end.`),
  'term.outside': (f) => say(`“${f['key']}”自 ${f['from']} 起，超出了本政策包的施行期（${f['term']}）。`, `"${f['key']}" from ${f['from']} lies outside the term of the pack (${f['term']}).`),
  'purpose.notGreeting': (f) => say(`节日、生日和固定日子的联系只认问候（greeting），这里写的是“${f['purpose']}”，请删去 purpose。`, `Festivals, birthdays and fixed days are credited by a greeting only; this says "${f['purpose']}". Remove purpose.`),
  'off.nothing': (f) => say(`上级政策包里没有“${f['key']}”，无从停用，请检查拼写或删去。`, `No parent pack has "${f['key']}", so it cannot be switched off. Check its spelling, or remove it.`),
  'certificate.unknown': (f) => say(`没有“${f['certificate']}”这种证件，请检查拼写，或先在 certificates 里写明。现有：${f['known'] || '无'}。`, `There is no kind of certificate "${f['certificate']}". Check its spelling, or define it under certificates. Known: ${f['known'] || 'none'}.`),
  'service.unknown': (f) => say(`没有“${f['service']}”这项服务或规则，请检查拼写，或先在 services、rules 里写明。`, `There is no service or rule "${f['service']}". Check its spelling, or define it under services or rules.`),
  'fee.missing': () => say('减免要写明免的是哪一笔费用，请补上 fee。', 'A waiver says which fee it waives. Add `fee`.'),
  'weeks.reversed': (f) => say(`长期处方最长 ${f['to']} 周，短于最短的 ${f['from']} 周，请核对。`, `The longest prescription is ${f['to']} weeks, shorter than the shortest of ${f['from']}. Check the weeks.`),
  'setting.missing': (f) => say(`自 ${f['from']} 起没有“${f['key']}”的值，请在 settings 里补上。`, `From ${f['from']} on "${f['key']}" has no value. Add one under settings.`),
  'case.missing': (f) => say(`“${f['key']}”自 ${f['from']} 起的这一版没有算例，请写一个：起始当天和前一天各应是什么。`, `The version of "${f['key']}" from ${f['from']} has no worked case. Write one: what holds on its first day and on the day before.`),
  'case.unknown': (f) => say(`算例说的“${f['key']}”自 ${f['from']} 起的一版并不存在，请核对。`, `The case speaks of "${f['key']}" from ${f['from']}; there is no such version. Check it.`),
  'case.failed': (f) => say(`算例不符：“${f['key']}”在 ${f['on']} 应为 ${f['expected']}，实际为 ${f['actual']}。`, `The case does not hold: on ${f['on']} "${f['key']}" should be ${f['expected']} and is ${f['actual']}.`),
};

/** A problem with its message; `file` is relative to the packs folder, `line` counts from 1. */
export function problem(code: ProblemCode, at: { file: string; line: number }, fields: Fields = {}): PackProblem {
  return { code, file: at.file, line: at.line, fields, message: WORDING[code](fields) };
}
