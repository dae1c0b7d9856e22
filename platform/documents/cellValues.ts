import type { CellValue } from 'hucre';
import { emptyCell, limits, type Cell } from './tables.ts';

/** A row of values of the spreadsheet library as cells; columns beyond the limit are formatting left behind, not content. */
export function toCells(values: readonly CellValue[]): Cell[] {
  return values.slice(0, limits.columns).map(toCell);
}

export function toCell(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return emptyCell;
  if (value instanceof Date) return dayCell(value);
  if (typeof value === 'number') return { text: plainNumber(value), number: value };
  return { text: String(value) };
}

function dayCell(date: Date): Cell {
  if (Number.isNaN(date.getTime())) return emptyCell;
  const day = { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
  return { text: `${day.y}-${pad(day.m)}-${pad(day.d)}`, day };
}

const pad = (part: number) => String(part).padStart(2, '0');

/** Never `1.3e+21`: a phone or an ID number stored as a number must read as its digits. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
