import { z } from 'zod';
import { childInput } from './households.schema.ts';
import type { CHILD_EVENTS } from './households.schema.ts';

/** Lines of a form come and go: each has a name of its own for as long as the form is open, never sent. */
export interface ChildEventDraft {
  readonly id: string;
  readonly kind: (typeof CHILD_EVENTS)[number] | '';
  readonly day: string | null;
}

export interface ChildDraft {
  readonly id: string;
  readonly name: string;
  readonly birthDay: string | null;
  readonly events: readonly ChildEventDraft[];
}

type NewId = () => string;

export const newEvent = (newId: NewId): ChildEventDraft => ({ id: newId(), kind: '', day: null });
export const newChild = (newId: NewId): ChildDraft => ({ id: newId(), name: '', birthDay: null, events: [newEvent(newId)] });

/** What was revealed as a form. */
export function draftsOf(revealed: unknown, newId: NewId): ChildDraft[] {
  return z.array(childInput).parse(revealed).map(({ name, birthDay, events }) => ({
    id: newId(), name: name ?? '', birthDay: birthDay ?? null,
    events: events.length > 0 ? events.map((event) => ({ id: newId(), kind: event.kind, day: event.day ?? null })) : [newEvent(newId)],
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
export const lacksKind = ({ kind, day }: Pick<ChildEventDraft, 'kind' | 'day'>): boolean => kind === '' && day !== null;

/** One line of a form changed, and the rest as it was. */
export const withOne = <T extends { readonly id: string }>(list: readonly T[], id: string, change: Partial<T>): T[] => list.map((each) => (each.id === id ? { ...each, ...change } : each));
export const without = <T extends { readonly id: string }>(list: readonly T[], id: string): T[] => list.filter((each) => each.id !== id);
