import { encodeQR } from 'qr';

/**
 * The QR image of a text as SVG, with a border of one module; the paper around it gives the rest of the four that readers ask for.
 * Runs of dark modules are one stroke each: a square for each module makes a PDF of 1,000 cards twice as large.
 */
export function codeSvg(text: string): string {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
  const strokes = modules.map((row, y) => runs(row).map(([from, to]) => `M${from} ${y}.5H${to}`).join('')).join('');
  const size = modules.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${strokes}" stroke="#000"/></svg>`;
}

/** From and to (not included) of each run of dark modules. */
function runs(row: readonly boolean[]): [from: number, to: number][] {
  const edges = row.flatMap((dark, x) => (dark !== (row[x - 1] ?? false) ? [x] : []));
  return edges.flatMap((from, at) => (at % 2 === 0 ? [[from, edges[at + 1] ?? row.length] as [number, number]] : []));
}
