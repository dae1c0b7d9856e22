import type { UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Button } from './buttons.tsx';
import { kitText } from './kit.text.ts';
import { problemFrom } from './problem.web.ts';
import type { Problem } from './problem.web.ts';
import './states.css';
import { say } from './text.schema.ts';
import type { Spoken, Texts } from './text.schema.ts';
import { useLanguage, useText } from './text.web.ts';

/** Nothing here, and what to do next. */
export function EmptyState({ title, hint, action }: { title?: string; hint?: ReactNode; action?: ReactNode }) {
  const t = useText(kitText);
  return (
    <div className="empty">
      <svg viewBox="0 0 64 40" aria-hidden="true"><path d="M8 32h48M16 32V18l16-11 16 11v14M27 32V22h10v10" /></svg>
      <p className="empty-title">{title ?? t.nothing}</p>
      {hint ? <p className="empty-hint">{hint}</p> : null}
      {action}
    </div>
  );
}

/** The shape of what is coming, still and quiet. */
export function Loading({ lines = 4, label }: { lines?: number; label?: string }) {
  const t = useText(kitText);
  return (
    <div className="loading" role="status">
      <span className="unseen">{label ?? t.loading}</span>
      {Array.from({ length: lines }, (_, line) => <span key={line} className={`loading-line loading-line-${line % 3}`} aria-hidden="true" />)}
    </div>
  );
}

export interface ProblemNoteProps {
  readonly problem: Problem | null | undefined;
  /** Words of the module's own codes; they come before those of the server. */
  readonly texts?: Texts;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, where, and what to do now. */
export function ProblemNote({ problem, texts, onRetry }: ProblemNoteProps) {
  const t = useText(kitText);
  const language = useLanguage();
  if (!problem) return null;
  const own = texts?.[problem.code];
  const [title, hint] = general(problem, t);
  // A refusal of one field often says in its title what the field says; nobody reads the same words twice.
  const told = [...new Set(problem.fields.map(({ message }) => message))].filter((message) => message && message !== problem.title);
  const below = own ? null : (problem.detail ?? (problem.title ? null : hint));
  return (
    <div className="note note-wrong problem" role="alert">
      <div className="note-title"><span aria-hidden="true">! </span>{own ? say(own, language, values(problem)) : problem.title || title}</div>
      {below ? <div>{below}</div> : null}
      {told.length ? <ul>{told.map((message) => <li key={message}>{message}</li>)}</ul> : null}
      {onRetry && problem.status !== 404 ? <Button onClick={onRetry}>{t.retry}</Button> : null}
    </div>
  );
}

function values(problem: Problem): Record<string, string> {
  return Object.fromEntries(Object.entries(problem.more).map(([key, value]) => [key, String(value)]));
}

function general(problem: Problem, t: Spoken<typeof kitText>): readonly [string, string] {
  if (problem.status === 0) return [t.offlineTitle, t.offlineHint];
  if (problem.status >= 500) return [t.serverTitle, t.serverHint];
  const known: Readonly<Record<number, readonly [string, string]>> = {
    401: [t.signedOutTitle, t.signedOutHint], 403: [t.forbiddenTitle, t.forbiddenHint], 404: [t.missingTitle, t.missingHint],
    409: [t.conflictTitle, t.conflictHint], 413: [t.tooLargeTitle, t.tooLargeHint], 429: [t.limitedTitle, t.limitedHint],
  };
  return known[problem.status] ?? [t.refusedTitle, t.refusedHint];
}

/** What a query has: its shape while loading, the problem with a way to try again, or the content. */
export function Ready<T>({ of, loading, texts, children }: {
  of: Pick<UseQueryResult<T, Problem>, 'data' | 'error' | 'isPending' | 'refetch'>;
  loading?: ReactNode;
  texts?: Texts;
  children: (value: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <ProblemNote problem={problemFrom(of.error)} {...(texts ? { texts } : {})} onRetry={() => void of.refetch()} />;
  return loading ?? <Loading />;
}

/** Says that the network is gone, as long as it is. */
export function OfflineNote() {
  const t = useText(kitText);
  const online = useOnline();
  return <div role="status">{online ? null : <div className="offline"><span aria-hidden="true">! </span>{t.offlineNote}</div>}</div>;
}

export function useOnline(): boolean {
  return useSyncExternalStore(onConnection, () => navigator.onLine);
}

function onConnection(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
