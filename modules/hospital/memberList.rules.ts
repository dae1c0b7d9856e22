import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import type { MemberListState } from './memberList.schema.ts';

/** What has been decided of a list so far. */
export interface Decisions {
  readonly refusal: string | null;
  readonly untilDay: string | null;
  readonly withdrawnAt: Date | null;
}

/** How a request stands on a day. Withdrawn counts before everything: what was approved once opens nothing any more. */
export function memberListState({ refusal, untilDay, withdrawnAt }: Decisions, today: string): MemberListState {
  if (withdrawnAt !== null) return 'withdrawn';
  if (refusal !== null) return 'refused';
  if (untilDay === null) return 'asked';
  return today <= untilDay ? 'approved' : 'over';
}

/** The last of so many days that begin today. */
export const lastDayOfApproval = (today: Day, days: number): Day => toDay(addDays(toNumber(today), days - 1));

export interface Person {
  readonly accountId: string;
  readonly workerId: string | null;
}

/** Whether two accounts are one pair of eyes: the same account, or one person with two. */
export const samePerson = (a: Person, b: Person): boolean => a.accountId === b.accountId || (a.workerId !== null && a.workerId === b.workerId);
