import { addDays, fromParts, toDay, type Day, type DayNumber } from '@lianxin/engine';
import type { PeriodName } from '../coverage/coverage.rules.ts';

/** A calendar period as people write it: a year, a quarter of it, or a month. */
export interface AskedPeriod {
  readonly kind: PeriodName;
  readonly last: Day;
}

const FORMS = /^(\d{4})(?:-?[Qq]([1-4])|-(0[1-9]|1[0-2]))?$/;

/** 2026, 2026-Q3 (or 2026Q3), 2026-09; null for anything else. */
export function periodNamed(text: string): AskedPeriod | null {
  const [, year, quarter, month] = FORMS.exec(text) ?? [];
  if (year === undefined) return null;
  const lastMonth = month !== undefined ? Number(month) : quarter !== undefined ? Number(quarter) * 3 : 12;
  const kind = month !== undefined ? 'month' : quarter !== undefined ? 'quarter' : 'year';
  return { kind, last: toDay(endOfMonth(Number(year), lastMonth)) };
}

const endOfMonth = (year: number, month: number): DayNumber => addDays(month === 12 ? fromParts(year + 1, 1, 1) : fromParts(year, month + 1, 1), -1);
