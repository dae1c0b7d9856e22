import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTable } from '../../platform/documents/documents.ts';
import { xlsxOf, type TypedCell } from '../../platform/documents/testing-files.ts';
import type { Problem, RowDraft } from './imports.schema.ts';
import { judge, type JudgeContext, type Judgement } from './judge.ts';

/** Ledgers for tests, and judging them from end to end. All people are invented. */

const villages = ['柳湾村', '双河村', '龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村'];
export const context: JudgeContext = { places: { county: '云岭县', townships: [{ name: '青石镇', villages }] }, today: '2026-11-22' };

export async function judged(bytes: Uint8Array, against: JudgeContext = context): Promise<Judgement> {
  return judge(await readTable({ name: 'ledger', bytes }), against);
}

export async function collect(judgement: Judgement) {
  const drafts: RowDraft[] = [];
  const problems: Problem[] = [...judgement.problems];
  const held: number[] = [];
  for await (const row of judgement.rows()) {
    drafts.push(row.draft);
    problems.push(...row.problems);
    if (row.held) held.push(row.row);
  }
  return { drafts, problems, held };
}

export const short = (problems: readonly Problem[]) => problems.map((one) => [one.row, one.column, one.code]);

export const sample = (name: string) => readFileSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)));

const simpleHeading = ['序号', '户主姓名', '身份证号', '户籍地址', '联系电话', '死亡（残疾）时间', '村医姓名', '村医电话', '备注'];
export type Household = Partial<Record<'name' | 'id' | 'address' | 'phone' | 'date' | 'doctor' | 'doctorPhone' | 'remark', TypedCell>>;

/** Row 2 is the first household, in the columns B to I. */
export function simpleLedger(households: readonly Household[]): Promise<Uint8Array> {
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
  ]);
  return xlsxOf([simpleHeading, ...rows]);
}
