import { anniversary, type Day, partsOf, toNumber, yearOf } from '@lianxin/engine';

// Compound surnames that are common enough to meet in a county; a given name of one character makes 欧阳红 three characters long.
const COMPOUND = [
  '欧阳', '上官', '司马', '司徒', '诸葛', '皇甫', '尉迟', '长孙', '慕容', '宇文', '夏侯', '东方', '公孙', '令狐', '轩辕', '端木', '独孤', '南宫', '西门', '申屠', '呼延', '万俟', '闻人', '濮阳',
];

/** 潘家, 欧阳家: how a family is named where others may see it. A name in other letters stands as it is. */
export function familyOf(name: string): string {
  const surname = COMPOUND.find((one) => name.startsWith(one) && name.length > one.length) ?? name.slice(0, 1);
  return /^\p{Script=Han}+$/u.test(surname) && !name.includes('·') ? `${surname}家` : name;
}

/** Full years on a day; someone born on 29 February has the birthday of common years on the 28th. */
export function ageOn(birthDay: Day, today: Day): number {
  const now = toNumber(today);
  const year = yearOf(now);
  const born = partsOf(toNumber(birthDay));
  return year - born.year - (anniversary(year, born.month, born.day) > now ? 1 : 0);
}

export interface Days {
  readonly fromDay: string;
  readonly toDay: string | null;
}

export const includesDay = (spell: Days, day: string): boolean => spell.fromDay <= day && (spell.toDay === null || day <= spell.toDay);

export const overlap = (a: Days, b: Days): boolean =>
  (b.toDay === null || a.fromDay <= b.toDay) && (a.toDay === null || b.fromDay <= a.toDay);

/** The values of `changes` that differ from `before`, and the old ones beside them; a value left out is not a change. */
export function differences<T extends Record<string, unknown>>(before: T, changes: Partial<Record<keyof T, unknown>>): { before: Partial<T>; after: Partial<T> } {
  const keys = Object.keys(changes).filter((key) => changes[key] !== undefined && JSON.stringify(changes[key]) !== JSON.stringify(before[key]));
  const pick = (from: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(changes) };
}

/** The last day on which any of the people served lived; null while one lives, or when nobody is on file. A child on file is not one of them. */
export function lastDeath(members: readonly { readonly relation: string; readonly deathDay: string | null }[]): string | null {
  const served = members.filter((member) => member.relation !== 'child');
  if (served.length === 0 || served.some((member) => member.deathDay === null)) return null;
  return served.map((member) => member.deathDay!).sort().at(-1)!;
}
