import { compact } from './cells.rules.ts';
import type { Problem, ProblemCode, RowDraft } from './imports.schema.ts';

/** What the county's files say of a household, in the words of a ledger. */
export interface Standing {
  readonly headName: string;
  readonly groupName: string;
  readonly registeredAddress: string;
  readonly livingAddress: string;
  readonly phone: string | null;
  readonly otherPhone: string | null;
  readonly idNumber: string | null;
  /** Days as far as known, sorted; null where several children are on file, which a ledger's one cell cannot say. */
  readonly childDates: readonly string[] | null;
  readonly away: { readonly place: string } | null;
  readonly marks: readonly string[];
}

/** Only what differs; a value that the row does not give is never taken away. */
export interface Difference {
  readonly headName?: string;
  readonly groupName?: string;
  readonly registeredAddress?: string;
  readonly livingAddress?: string;
  readonly phone?: string;
  readonly otherPhone?: string;
  readonly idNumber?: string;
  readonly childDates?: readonly string[];
  readonly away?: { readonly place: string };
}

export const warningsOf = (problems: readonly Problem[]): string[] =>
  [...new Set(problems.filter((problem) => problem.severity === 'warning').map((problem) => problem.code))].sort();

const digits = (phone: string): string => phone.replace(/\D/g, '');

/** What a row says that the file does not say yet. Spaces in addresses and dashes in numbers are no difference. */
export function differenceOf(draft: RowDraft, known: Standing): Difference {
  const text = (was: string, is: string | undefined) => (is !== undefined && compact(is) !== compact(was) ? is : undefined);
  const number = (was: string | null, is: string | undefined) => (is !== undefined && digits(is) !== digits(was ?? '') ? is : undefined);
  const livingAddress = text(known.livingAddress, draft.livingAddress?.text);
  return defined({
    headName: text(known.headName, draft.headName),
    groupName: text(known.groupName, draft.group),
    registeredAddress: text(known.registeredAddress, draft.registeredAddress?.text),
    livingAddress,
    phone: number(known.phone, draft.phone),
    otherPhone: number(known.otherPhone, draft.otherPhones[0]),
    idNumber: known.idNumber === null ? draft.idNumber : undefined,
    childDates: datesDiffer(draft.childDates, known.childDates) ? draft.childDates : undefined,
    away: awayOf(draft, known, livingAddress !== undefined),
  });
}

function datesDiffer(now: readonly string[], before: readonly string[] | null): boolean {
  return now.length > 0 && before !== null && [...now].sort().join() !== [...before].sort().join();
}

/** Away is news when the remark says so, or a new living address does; where they are only when it is said. */
function awayOf({ away, remark }: RowDraft, known: Standing, moved: boolean): { place: string } | undefined {
  if (!away) return undefined;
  if (known.away) return away.where !== undefined && compact(away.where) !== compact(known.away.place) ? { place: away.where } : undefined;
  return remark !== undefined || moved ? { place: away.where ?? '' } : undefined;
}

const marked: Record<string, readonly (keyof Difference | 'contacts')[]> = {
  'phone.length': ['phone', 'contacts'], 'phone.series': ['phone', 'contacts'], 'phone.conflict': ['contacts'], 'contact.missing': ['contacts'],
  'date.unreadable': ['childDates'], 'date.several': ['childDates'], 'date.implausible': ['childDates'], 'village.unknown': ['registeredAddress'], 'remark.away': ['away'],
} satisfies Partial<Record<ProblemCode, readonly (keyof Difference | 'contacts')[]>>;

/** A warning goes when what it is about was corrected, and comes back only with a change: one that somebody resolved stays resolved. */
export function marksAfter(before: readonly string[], problems: readonly Problem[], changed: readonly string[]): string[] {
  const now = warningsOf(problems);
  const about = (code: string) => (marked[code] ?? []).some((field) => changed.includes(field));
  const kept = before.filter((code) => now.includes(code) || !about(code));
  return [...new Set([...kept, ...now.filter(about)])].sort();
}

function defined<T extends object>(all: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}
