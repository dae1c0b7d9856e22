import type { Text } from '../../platform/problem.ts';

/** What the commands for ledgers say. */
export const ledgerText = {
  result: (rows: number, imported: number, updated: number, unchanged: number, skipped: number): Text => ({
    zh: `共 ${rows} 行：新建 ${imported} 户，更新 ${updated} 户，没有变化 ${unchanged} 户，没有导入 ${skipped} 行。`,
    en: `${rows} rows: ${imported} households added, ${updated} updated, ${unchanged} unchanged, ${skipped} rows not imported.`,
  }),
  dry: { zh: '这是试运行，什么都没有保存。', en: 'This was a dry run; nothing was saved.' } satisfies Text,
  errors: (file: string): Text => ({ zh: `没有导入的行写在 ${file}，改好后可直接再导入。`, en: `The rows that stayed out are in ${file}; correct them there and import it again.` }),
  written: (households: number, file: string): Text => ({ zh: `${households} 户，已写入 ${file}。`, en: `${households} households written to ${file}.` }),
  reportUnknown: (name: string, known: readonly string[]): Text => ({ zh: `没有名为 ${name} 的报表；有：${known.join('、')}。`, en: `There is no report ${name}; there are: ${known.join(', ')}.` }),
  formatUnknown: (format: string, known: readonly string[]): Text => ({ zh: `没有 ${format} 格式；有：${known.join('、')}。`, en: `There is no format ${format}; there are: ${known.join(', ')}.` }),
  periodWrong: (period: string): Text => ({ zh: `“${period}”不是时期，请写成 2026、2026-Q3 或 2026-09。`, en: `"${period}" is not a period; write it like 2026, 2026-Q3 or 2026-09.` }),
  notPeriodic: { zh: '这份报表写的是今天的档案，不按时期。', en: 'This report shows what is on file today, whatever the period.' } satisfies Text,
};
