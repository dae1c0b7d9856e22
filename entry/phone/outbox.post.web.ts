import { newId, api } from '../../platform/ui/client.web.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import { deviceStore } from './outbox.store.web.ts';
import type { Command, CommandName } from './outbox.rules.ts';
import { Outbox } from './outbox.web.ts';
import type { Answered, Delivery } from './outbox.web.ts';

/** The one outbox of this page. */
export const outbox = new Outbox({ store: deviceStore(), deliver, alone });

async function deliver(commands: readonly Command[]): Promise<Delivery> {
  try {
    const answers = await api.post<readonly Answered[]>('/api/commands', { body: commands });
    return { answers };
  } catch (thrown) {
    const problem = problemFrom(thrown);
    return { status: problem.status, problem: problem.more };
  }
}

function alone(work: () => Promise<void>): Promise<void> {
  // Web Locks are missing on plain http; then two tabs may send the same thing, which the server does once.
  return navigator.locks ? navigator.locks.request('lianxin-phone-outbox', work) : work();
}

/** Tries again whenever there is a reason to hope: the network came back, or the phone was taken out of the pocket. */
export function startOutbox(): void {
  addEventListener('online', () => void outbox.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void outbox.refresh().then(() => outbox.flush());
  });
  addEventListener('beforeunload', (event) => {
    if (!outbox.view().safe) event.preventDefault();
  });
}

/** A command of this person, made now. What it makes lends it its id; what it changes gets one of its own. */
export function commandOf(actor: string, command: CommandName, input: Readonly<Record<string, unknown>>): Command {
  const id = typeof input['id'] === 'string' ? input['id'] : newId();
  return { id, actor, command, input, at: new Date().toISOString() };
}
