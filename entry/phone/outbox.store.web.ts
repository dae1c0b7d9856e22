import { createStore, del, entries, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';
import type { Kept } from './outbox.rules.ts';
import type { OutboxStore } from './outbox.web.ts';

/** IndexedDB, because it survives a closed page and a switched-off phone. Only ids and what was filled in; never a name. */
export function deviceStore(): OutboxStore {
  let opened: UseStore | null = null;
  // Opened on first use: a browser that forbids storage then refuses a command, not the whole program.
  const store = () => (opened ??= createStore('lianxin-phone', 'outbox'));
  return {
    all: async () => (await entries<string, Kept>(store())).map(([, entry]) => entry),
    put: async (entry) => set(entry.id, entry, store()),
    remove: async (id) => del(id, store()),
  };
}
