import { emptyCell, type Cell, type Merge, type Row } from './tables.ts';

type Open = { merge: Merge; cell: Cell };

/**
 * Gives every cell of a merged area the value of its top left cell. A person sees one village doctor written once beside
 * ten households; the file holds the name in the first row only. Needs rows in ascending order; keeps only the areas
 * that reach the current row, so its memory does not grow with the file. Rows of an area that the file leaves out stay out.
 */
export async function* fillMerged(rows: AsyncIterable<Row>, merges: readonly Merge[]): AsyncIterable<Row> {
  const waiting = [...merges].sort((a, b) => a.top - b.top);
  let next = 0;
  let open: Open[] = [];
  for await (const row of rows) {
    open = open.filter((area) => area.merge.bottom >= row.row);
    while (next < waiting.length && waiting[next]!.top <= row.row) {
      const merge = waiting[next++]!;
      if (merge.top === row.row) open.push({ merge, cell: row.cells[merge.left - 1] ?? emptyCell });
    }
    yield open.length === 0 ? row : { row: row.row, cells: filled(row, open) };
  }
}

function filled(row: Row, open: readonly Open[]): Cell[] {
  const cells = [...row.cells];
  for (const { merge, cell } of open) {
    for (let column = merge.left; column <= merge.right; column++) {
      if (row.row === merge.top && column === merge.left) continue;
      while (cells.length < column) cells.push(emptyCell);
      cells[column - 1] = cell.text === '' ? cell : { ...cell, merged: true };
    }
  }
  return cells;
}
