import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { base64urlnopad } from '@scure/base';
import { verifyCode } from '../../platform/codes/verify.web.ts';
import { readCode } from '../../platform/codes/codes.rules.ts';
import { api, problemFrom, useRead } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { questionOf } from './deskPage.rules.ts';
import type { DeskReply } from './hospital.schema.ts';
import type { DeskHome } from './urgent.schema.ts';

/** What the page shows after a question. */
export type Answer =
  | { readonly state: 'answered'; readonly reply: DeskReply }
  | { readonly state: 'unread' | 'held' }
  /** `genuine`: told by signature alone; null: nothing that could be told offline. */
  | { readonly state: 'away'; readonly genuine: boolean | null }
  | { readonly state: 'refused'; readonly problem: Problem };

export const useDesk = () => useRead<DeskHome>('/api/desk');

/** Asks the server; what was asked stands in no address, and is forgotten with the answer. */
export async function askDesk(typed: string, keys: readonly string[]): Promise<Answer | null> {
  const question = questionOf(typed);
  if (!question) return null;
  try {
    return { state: 'answered', reply: await api.post<DeskReply>('/api/desk/checks', { body: question }) };
  } catch (thrown) {
    const problem = problemFrom(thrown);
    if (problem.code === 'desk.unreadable') return { state: 'unread' };
    if (problem.status === 429) return { state: 'held' };
    if (problem.status === 0 || problem.status >= 500) return { state: 'away', genuine: genuine(typed, keys) };
    return { state: 'refused', problem };
  }
}

/** Whether an issuer known to this page signed the code; a number carries no signature. */
function genuine(typed: string, keys: readonly string[]): boolean | null {
  if (readCode(typed).kind !== 'full' || keys.length === 0) return null;
  return keys.some((key) => verifyCode(base64urlnopad.decode(key), typed));
}

interface Urgent {
  readonly id: string;
  readonly patient: string;
  readonly note: string;
  readonly arrivedAt: string;
}

// Kept in memory alone: what is said of a patient does not stay on a shared computer's disk.
let waiting: readonly Urgent[] = [];
const listeners = new Set<() => void>();
const AGAIN_MS = 5_000;

function keep(next: readonly Urgent[]): void {
  waiting = next;
  for (const tell of listeners) tell();
}

const watch = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Sends an urgent registration, or keeps it on the page until the connection is back. @returns whether it has arrived */
export async function sendUrgent(one: Urgent): Promise<boolean> {
  try {
    await api.post('/api/desk/urgent', { body: one });
    return true;
  } catch (thrown) {
    const { status } = problemFrom(thrown);
    if (status !== 0 && status < 500) throw thrown;
    keep([...waiting.filter(({ id }) => id !== one.id), one]);
    return false;
  }
}

/** Urgent registrations not yet sent: tried again until they are, and the page asks before it is closed. */
export function useWaitingUrgent(): readonly Urgent[] {
  const cache = useQueryClient();
  const kept = useSyncExternalStore(watch, () => waiting);
  useEffect(() => {
    if (kept.length === 0) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    const again = async () => {
      for (const one of waiting) {
        if (!(await sendUrgent(one).catch(() => false))) return;
        keep(waiting.filter(({ id }) => id !== one.id));
      }
      await cache.invalidateQueries({ queryKey: ['/api/desk'] });
    };
    const timer = setInterval(() => void again(), AGAIN_MS);
    addEventListener('beforeunload', hold);
    return () => {
      clearInterval(timer);
      removeEventListener('beforeunload', hold);
    };
  }, [kept, cache]);
  return kept;
}
