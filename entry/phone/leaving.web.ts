import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '../../platform/ui/client.web.ts';

// A script cannot take the session's cookie away, and without a network the server cannot either. So the wish to leave is kept on the phone:
// until the server has heard it, whoever opens the page stands before the door.
const slot = 'lianxin.leaving';
const listeners = new Set<() => void>();
let wanted = read();

function read(): boolean {
  try {
    return localStorage.getItem(slot) !== null;
  } catch {
    return false;
  }
}

function want(leave: boolean): void {
  wanted = leave;
  // A browser that refuses storage forgets the wish with the page; the session's own time limit is then what ends it.
  try {
    if (leave) localStorage.setItem(slot, '1');
    else localStorage.removeItem(slot);
  } catch {}
  for (const listener of listeners) listener();
}

/** Whether someone signed out here and the server has not heard it yet. */
export function useLeaving(): boolean {
  return useSyncExternalStore(onLeaving, () => wanted);
}

function onLeaving(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Signs out here at once, and on the server as soon as it can be reached. */
export async function leave(cache: QueryClient): Promise<void> {
  want(true);
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/api/session' });
  await finishLeaving(cache);
}

/** Tells the server what it could not be told before; does nothing when nobody is leaving. */
export async function finishLeaving(cache: QueryClient): Promise<void> {
  if (!wanted) return;
  try {
    await api.delete('/api/session');
  } catch {
    return;
  }
  cache.setQueryData(['/api/session'], null);
  want(false);
}

/** A new session has taken the place of the one that was to end. */
export function arrived(): void {
  if (wanted) want(false);
}
