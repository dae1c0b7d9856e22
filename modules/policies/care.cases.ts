import type { DayNumber } from '@lianxin/engine';
import { benefitsAt } from './care.rules.ts';
import { CARE_SECTIONS } from './care.schema.ts';
import { CASE_COUNTY } from './policies.schema.ts';
import type { PolicyBook, WorkedCase } from './policies.schema.ts';
import { includes } from './policies.spells.rules.ts';

// Titles and notes are words, not values; days are what the case itself is about.
const UNSAID: readonly string[] = ['id', 'title', 'short', 'note', 'from', 'to', 'clause'];

const isEmpty = (value: unknown): boolean => value === null || value === false || (Array.isArray(value) && value.length === 0);

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).sort().join('+');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('zh' in value) return String(value.zh);
  return `{${fieldsText(value as Record<string, unknown>)}}`;
}

/** The fields that say something, in the order of their names, so that two writings of one value read the same; — for none. */
export function fieldsText(fields: Readonly<Record<string, unknown>> | null): string {
  if (fields === null) return '—';
  const said = Object.entries(fields).filter(([name, value]) => !UNSAID.includes(name) && !isEmpty(value));
  return said.map(([name, value]) => `${name}: ${valueText(value)}`).sort().join(', ') || 'yes';
}

/** The value about care that a case speaks of (`benefits.ambulance`), as it stands that day. */
export function actualFields(of: string, book: PolicyBook, packId: string, on: DayNumber): string {
  const [name, ...key] = of.replace(/^off\./, '').split('.');
  const section = CARE_SECTIONS.find((one) => one === name);
  const values = section === undefined ? [] : book.sheets[packId]!.care[section];
  const value = values.find((one) => one.id === key.join('.') && includes(one, on));
  return fieldsText(value === undefined ? null : { ...value });
}

/** What the person of the case may have at the desk it names, by the ids of the benefits. */
export function actualEntitled({ packId, given }: WorkedCase, book: PolicyBook, on: DayNumber): string {
  if (given.desk === undefined) return '—';
  const { hospital, code, care, shows, age = null } = given.desk;
  const desk = { hospital: { kind: hospital, code }, home: CASE_COUNTY, certificates: shows, care, flags: given.flags, age };
  return benefitsAt(book, packId, on, desk).map(({ benefit }) => benefit.id).sort().join(', ') || '—';
}
