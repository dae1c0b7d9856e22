import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newId, preferences, Problem, problemFrom, useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { MemberLists } from './memberList.schema.ts';

const LISTS = '/api/member-lists';

export const useMemberLists = () => useRead<MemberLists>(LISTS);

/** One command about printed lists; afterwards they are read again. */
export function useMemberListWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: [LISTS] });
}

export interface PrintedCopy {
  readonly url: string;
  readonly copy: number;
  readonly pages: number;
}

/** Takes one copy as PDF, which is not saved anywhere: it is opened, printed and gone with the page. @throws Problem */
async function takeCopy(listId: string): Promise<PrintedCopy> {
  const answer = await fetch(`${LISTS}/${listId}/print`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': preferences().language }, body: JSON.stringify({ id: newId() }),
  }).catch((thrown: unknown) => { throw problemFrom(thrown); });
  if (!answer.ok) throw new Problem(answer.status, (await answer.json().catch(() => ({}))) as Record<string, unknown>);
  return { url: URL.createObjectURL(await answer.blob()), copy: Number(answer.headers.get('x-copy')), pages: Number(answer.headers.get('x-pages')) };
}

export interface Copying {
  readonly busy: boolean;
  readonly copy: PrintedCopy | null;
  readonly problem: Problem | null;
  readonly take: () => void;
}

export function useCopy(listId: string): Copying {
  const cache = useQueryClient();
  const [state, set] = useState<Omit<Copying, 'take'>>({ busy: false, copy: null, problem: null });
  const take = async () => {
    set({ busy: true, copy: null, problem: null });
    await takeCopy(listId).then(
      (copy) => set({ busy: false, copy, problem: null }),
      (thrown: unknown) => set({ busy: false, copy: null, problem: problemFrom(thrown) }));
    await cache.invalidateQueries({ queryKey: [LISTS] });
  };
  return { ...state, take: () => void take() };
}
