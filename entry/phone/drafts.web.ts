import { useState } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';

// In memory only: words on a family that were not saved yet are not written to the phone.
const drafts = new Map<string, unknown>();

/** A form that survives going back, a look at the file and its author's signing in again; gone once it is saved. */
export function useDraft<T>(name: string, first: () => T): { draft: T; set: (change: Partial<T>) => void; done: () => void } {
  // After a session has ended somebody else may sign in; they find their own forms.
  const key = `${useSession().account.id} ${name}`;
  const [draft, setDraft] = useState<T>(() => (drafts.get(key) as T | undefined) ?? first());
  const set = (change: Partial<T>) => setDraft((before) => {
    const next = { ...before, ...change };
    drafts.set(key, next);
    return next;
  });
  return { draft, set, done: () => drafts.delete(key) };
}

/** Someone else may sign in next. */
export function forgetDrafts(): void {
  drafts.clear();
}
