import { QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseInfiniteQueryResult, UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { api } from './client.web.ts';
import type { Args } from './client.web.ts';
import { problemFrom } from './problem.web.ts';
import type { Problem } from './problem.web.ts';
import { useSaved } from './saved.web.ts';

/** One cache for the program. A refusal is an answer and not tried again; only a lost connection or a broken server is, twice. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && [0, 502, 503, 504].includes(problemFrom(error).status),
      },
    },
  });
}

/** Reads one answer; `path` as in the OpenAPI document. */
export function useRead<T>(path: string, args: Args = {}, options: { enabled?: boolean } = {}): UseQueryResult<T, Problem> {
  return useQuery<T, Problem>({
    queryKey: [path, args],
    queryFn: () => api.get<T>(path, args),
    placeholderData: (before, query) => (sameThing(query, args) ? before : undefined),
    enabled: options.enabled ?? true,
  });
}

interface Asked {
  readonly queryKey: readonly unknown[];
}

/**
 * While a filter changes, the last answer stays until the next one is here. When the path names another thing, it must not:
 * one family's file would stand under another family's address.
 */
function sameThing(query: Asked | undefined, args: Args): boolean {
  const before = query?.queryKey[1] as Args | undefined;
  return JSON.stringify(before?.path ?? {}) === JSON.stringify(args.path ?? {});
}

interface Page<Item> { readonly items: readonly Item[]; readonly next: string | null; readonly total?: number }

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number | null;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly more: () => void;
  readonly query: UseInfiniteQueryResult<unknown, Problem>;
}

/** Reads a list page by page: `{items, next, total?}` with `limit` and `after`. */
export function useList<Item>(path: string, args: Args = {}, options: { enabled?: boolean } = {}): Listed<Item> {
  const query = useInfiniteQuery({
    queryKey: [path, args, 'pages'],
    queryFn: ({ pageParam }) => api.get<Page<Item>>(path, { ...args, query: { ...args.query, after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before, query) => (sameThing(query, args) ? before : undefined),
    enabled: options.enabled ?? true,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total ?? null,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    query: query as UseInfiniteQueryResult<unknown, Problem>,
  };
}

export interface WriteOptions<Output> {
  /** Paths whose answers are read again afterwards. */
  readonly refresh?: readonly string[];
  /** The words of the toast; false for none. */
  readonly saved?: string | false;
  readonly onDone?: (output: Output) => void;
}

/** One command to the server; says 「记好了」 when it is done. */
export function useWrite<Input, Output = unknown>(
  send: (input: Input) => Promise<Output>,
  options: WriteOptions<Output> = {},
): UseMutationResult<Output, Problem, Input> {
  const cache = useQueryClient();
  const saved = useSaved();
  return useMutation<Output, Problem, Input>({
    mutationFn: send,
    onSuccess: async (output) => {
      await Promise.all((options.refresh ?? []).map((path) => cache.invalidateQueries({ queryKey: [path] })));
      if (options.saved !== false) saved(options.saved);
      options.onDone?.(output);
    },
  });
}
