import type { ReactNode } from 'react';
import { EmptyState, Loading, ProblemNote, Stack } from '../../platform/ui/index.web.ts';
import type { Listed } from '../../platform/ui/index.web.ts';

/** What every list of this page shares: its shape while loading, what went wrong, or nothing to show. */
export function ListState({ list, none, hint, children }: { list: Listed<unknown>; none: string; hint: string; children: ReactNode }) {
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.error && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.items.length === 0) return <EmptyState title={none} hint={hint} />;
  return <Stack>{children}</Stack>;
}
