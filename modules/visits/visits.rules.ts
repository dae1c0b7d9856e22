import { type Day, settingsOn, toNumber, type Pack, DEFAULT_SETTINGS } from '@lianxin/engine';

export type EntryProblem = 'visit.future' | 'visit.late' | 'visit.lateReason' | 'visit.notServed';

export interface Entry {
  readonly day: Day;
  readonly today: Day;
  /** The recorder's post is an office's there: it may enter any day, with a reason. */
  readonly office: boolean;
  readonly reason: string | undefined;
  readonly served: readonly { readonly from: number; readonly to: number | null }[];
  readonly pack: Pack | null;
}

/** Days between a visit and its entry. */
export const lateDays = (day: Day, recordedOn: Day): number => toNumber(recordedOn) - toNumber(day);

/**
 * Whether a visit of that day may still be entered (duties.md, Credit): never a future day, a worker up to the pack's `lateEntryDays` back (31),
 * the office any day with a reason, and only while the household was served.
 * @returns null when it may
 */
export function entryProblem(entry: Entry): EntryProblem | null {
  const late = lateDays(entry.day, entry.today);
  if (late < 0) return 'visit.future';
  const number = toNumber(entry.day);
  if (!entry.served.some((spell) => spell.from <= number && (spell.to === null || number <= spell.to))) return 'visit.notServed';
  const { lateEntryDays } = entry.pack ? settingsOn(entry.pack, toNumber(entry.today)) : DEFAULT_SETTINGS;
  if (late <= lateEntryDays) return null;
  if (!entry.office) return 'visit.late';
  return entry.reason ? null : 'visit.lateReason';
}
