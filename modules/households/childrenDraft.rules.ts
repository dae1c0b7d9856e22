import { z } from 'zod';
import { childInput } from './households.schema.ts';
import type { CHILD_EVENTS } from './households.schema.ts';

export interface ChildEventDraft {
  readonly kind: (typeof CHILD_EVENTS)[number] | '';
  readonly day: string | null;
}

export interface ChildDraft {
  readonly name: string;
  readonly birthDay: string | null;
  readonly events: readonly ChildEventDraft[];
}

export const noEvent: ChildEventDraft = { kind: '', day: null };
export const noChild: ChildDraft = { name: '', birthDay: null, events: [noEvent] };

/** What was revealed as a form. */
export function draftsOf(revealed: unknown): ChildDraft[] {
  return z.array(childInput).parse(revealed).map(({ name, birthDay, events }) => ({
    name: name ?? '', birthDay: birthDay ?? null, events: events.length > 0 ? events.map((event) => ({ kind: event.kind, day: event.day ?? null })) : [noEvent],
  }));
}

/** The form as the server wants it: a box left empty says nothing, and a child of whom nothing is said is none. */
export function childrenOf(drafts: readonly ChildDraft[]): z.input<typeof childInput>[] {
  return drafts.map(({ name, birthDay, events }) => ({
    ...(name.trim() ? { name: name.trim() } : {}), ...(birthDay ? { birthDay } : {}),
    events: events.flatMap(({ kind, day }) => (kind === '' ? [] : [{ kind, ...(day ? { day } : {}) }])),
  })).filter((child) => child.name !== undefined || child.birthDay !== undefined || child.events.length > 0);
}

/** A day without a word for what happened then would be lost silently. */
export const lacksKind = ({ kind, day }: ChildEventDraft): boolean => kind === '' && day !== null;

/** One entry of a list changed, and the rest as it was. */
export const withOne = <T>(list: readonly T[], at: number, change: Partial<T>): T[] => list.map((each, index) => (index === at ? { ...each, ...change } : each));
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);
