import { gridOf, type GridCell } from './grid.ts';
import type { SheetToWrite } from './writeTable.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

// Nothing is fetched and nothing runs, whatever stands in a cell: the file is opened from a folder, outside every rule of the program's own pages.
const POLICY = `default-src 'none'; style-src 'unsafe-inline'`;

const STYLE = `
body { margin: 2rem; color: #1c1c1c; font: 14px/1.5 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: middle; white-space: pre-line; overflow-wrap: break-word }
th { background: #f3f4f2 }
.title { border: 0; background: none; font-size: 1.4rem; text-align: center }
.problem { background: #fff2cc }
@media print { @page { size: A4 landscape; margin: 12mm } body { margin: 0; font-size: 9pt } thead { display: table-header-group } tr { break-inside: avoid } }
`;

/** A page of its own that shows one table on screen and on paper. */
export async function writeHtml(sheet: SheetToWrite, language = 'zh-CN'): Promise<Buffer> {
  const { name, rows, headRows } = await gridOf(sheet);
  const title = rows[0]?.find(({ look }) => look === 'title')?.text || name;
  const lines = rows.map((cells) => `<tr>${cells.map(cellHtml).join('')}</tr>`);
  return Buffer.from(`<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><table>
<thead>
${lines.slice(0, headRows).join('\n')}
</thead><tbody>
${lines.slice(headRows).join('\n')}
</tbody></table></body></html>
`);
}

function cellHtml({ text, look, columns, rows }: GridCell): string {
  const tag = look === 'heading' || look === 'title' ? 'th' : 'td';
  const span = `${columns > 1 ? ` colspan="${columns}"` : ''}${rows > 1 ? ` rowspan="${rows}"` : ''}`;
  return `<${tag}${look === 'plain' || look === 'heading' ? '' : ` class="${look}"`}${span}>${escaped(text)}</${tag}>`;
}
