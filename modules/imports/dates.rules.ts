import { saysNothing, tidy } from './cells.rules.ts';

/** What a date cell says. `days` as far as known: `2009-12-04`, `2009-12`, `2009`; several if the cell names several. */
export type DateReading = { days: string[]; unreadable: boolean; implausible: boolean; lostZero?: true };

type DateCell = { text: string; number?: number; day?: { y: number; m: number; d: number } };
type Ymd = { y: number; m?: number; d?: number };

/**
 * Reads the day or days in a cell: a real date, 2009.12.4, 2009年12月4日, 2009-12, 2009/12/4, 20091204, 2009年, several of
 * them in one cell. `today` (YYYY-MM-DD) bounds what can have happened. A date that cannot be read is said, never guessed.
 */
export function readDates(cell: DateCell, today: string): DateReading {
  if (cell.day) return judged([cell.day], false, today);
  if (saysNothing(cell.text)) return { days: [], unreadable: false, implausible: false };
  if (cell.number !== undefined) return readNumber(cell.number, today);
  const { found, rest } = findDates(tidy(cell.text));
  return judged(found, found.length === 0 || /\d/.test(rest), today);
}

/**
 * A typed 2009.10 is stored as 2009.1, so a single digit behind the point may be January or October: unreadable.
 * Numbers from 20,000 to 60,000 are spreadsheet day counts (1954 to 2064) whose format was lost.
 */
function readNumber(number: number, today: string): DateReading {
  const text = String(number);
  if (/^(?:19|20)\d\d\.1$/.test(text)) return { days: [], unreadable: true, implausible: false, lostZero: true };
  if (number >= 20_000 && number < 60_000 && Number.isInteger(number)) return judged([fromSerial(number)], false, today);
  const { found, rest } = findDates(text);
  return judged(found, found.length === 0 || rest !== '', today);
}

function fromSerial(serial: number): Ymd {
  const date = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
}

const year = '((?:18|19|20)\\d\\d)';
const separated = new RegExp(
  `(?<!\\d)${year}\\s*[.\\-/年·。,]\\s*(\\d{1,2})(?!\\d)(?:\\s*[.\\-/月·。,]\\s*(\\d{1,2})(?!\\d)\\s*[日号]?)?\\s*月?`,
  'g',
);
const packed = new RegExp(`(?<!\\d)${year}(\\d\\d)(\\d\\d)?(?!\\d)`, 'g');
const yearOnly = new RegExp(`(?<!\\d)${year}(?:\\s*年)?(?!\\d)`, 'g');

function findDates(text: string): { found: Ymd[]; rest: string } {
  const found: { at: number; date: Ymd }[] = [];
  let rest = text.replace(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, '');
  for (const pattern of [separated, packed, yearOnly]) {
    rest = rest.replace(pattern, (...match) => {
      const at = match.findIndex((part) => typeof part === 'number');
      const [whole, ...parts] = match.slice(0, at) as string[];
      found.push({ at: match[at] as number, date: toYmd(parts) });
      // Spaces of the same length keep the places of what is left, and with them the order of the dates.
      return ' '.repeat(whole!.length);
    });
  }
  found.sort((a, b) => a.at - b.at);
  return { found: found.map((one) => one.date), rest: rest.trim() };
}

function toYmd([y, m, d]: (string | undefined)[]): Ymd {
  return { y: Number(y), ...(m === undefined ? {} : { m: Number(m) }), ...(d === undefined ? {} : { d: Number(d) }) };
}

function judged(found: readonly Ymd[], leftover: boolean, today: string): DateReading {
  const real = found.filter(isReal);
  const days = real.map(toText);
  const implausible = days.some((day) => day.slice(0, 4) < '1940' || day > today.slice(0, day.length));
  return { days, unreadable: leftover || real.length < found.length, implausible };
}

function isReal({ y, m, d }: Ymd): boolean {
  if (m === undefined) return true;
  if (m < 1 || m > 12) return false;
  return d === undefined || (d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate());
}

const pad = (part: number) => String(part).padStart(2, '0');

function toText({ y, m, d }: Ymd): string {
  return [String(y), ...(m === undefined ? [] : [pad(m)]), ...(d === undefined ? [] : [pad(d)])].join('-');
}
