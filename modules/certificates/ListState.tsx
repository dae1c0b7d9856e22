import type { ReactNode } from 'react';
import { Button, EmptyState, Loading, ProblemNote, Stack } from '../../platform/ui/index.web.ts';
import type { Listed } from '../../platform/ui/index.web.ts';

/** What every list of this page shares: its shape while loading, what went wrong, or nothing to show; `further` where the search has not come to its end. */
export function ListState({ list, none, hint, further, children }: { list: Listed<unknown>; none: string; hint: string; further?: string; children: ReactNode }) {
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.error && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.items.length > 0) return <Stack>{children}</Stack>;
  if (list.hasMore && further) return <EmptyState title={none} action={<Button busy={list.loadingMore} onClick={list.more}>{further}</Button>} />;
  return <EmptyState title={none} hint={hint} />;
}
