import { useSyncExternalStore } from 'react';
import { outbox } from './outbox.post.web.ts';
import type { Kept } from './outbox.rules.ts';
import type { OutboxView } from './outbox.web.ts';

// Answers live as long as the page: they hold names, and names are not kept on the phone.
const answers = new Map<string, unknown>();
outbox.onAnswer(({ id }, answer) => answers.set(id, answer));

export function useOutbox(): OutboxView {
  return useSyncExternalStore(outbox.watch, outbox.view);
}

export type Fate<Answer> =
  | { readonly state: 'waiting' | 'refused'; readonly entry: Kept }
  | { readonly state: 'answered'; readonly answer: Answer }
  /** Sent, but by another page or before this one was opened. */
  | { readonly state: 'gone' };

/** What became of a command. */
export function useFate<Answer>(id: string): Fate<Answer> {
  const { mine } = useOutbox();
  const entry = mine.find((each) => each.id === id);
  if (entry) return { state: entry.state, entry };
  return answers.has(id) ? { state: 'answered', answer: answers.get(id) as Answer } : { state: 'gone' };
}

/** What was answered belongs to the person who was signed in. */
export function forgetAnswers(): void {
  answers.clear();
}
