import type { RecordView } from './records.schema.ts';
import { deedText, valueText } from './recordWords.text.ts';

export type DeedKey = keyof typeof deedText;
export type ValueKey = keyof typeof valueText;

/** Which sentence says what a record tells; null when this version has no words for it yet. */
export function deedKey({ kind, subject, action }: Pick<RecordView, 'kind' | 'subject' | 'action'>): DeedKey | null {
  const candidates = [`${subject}.${action}`, subject, subject.split('.').slice(0, 2).join('.'), kind === 'session' ? `session.${action}` : subject];
  return candidates.find((key): key is DeedKey => key in deedText) ?? null;
}

export interface ChangedValue {
  readonly key: string;
  readonly label: ValueKey | null;
  readonly before: string;
  readonly after: string;
}

/** Values that say what happened to a child, or are long ids no one reads; an id of its own helps nobody understand a change. */
const HIDDEN = new Set(['id', 'householdId', 'memberId', 'children', 'category', 'version', 'corrects', 'workerId', 'participants', 'adoptionId']);

/** Old and new of what a change touched, in the order of the names; the category and the children are never spelt out in a history. */
export function changedValues({ before, after }: Pick<RecordView, 'before' | 'after'>): ChangedValue[] {
  const [old, now] = [plain(before), plain(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !HIDDEN.has(key));
  return keys
    .map((key) => ({ key, label: key in valueText ? (key as ValueKey) : null, before: said(old[key]), after: said(now[key]) }))
    .filter((change) => change.before !== change.after);
}

const plain = (value: unknown): Record<string, unknown> => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {});

function said(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map(said).filter(Boolean).join('、');
  if (typeof value === 'object') return Object.values(value).map(said).filter(Boolean).join(' / ');
  return String(value);
}
