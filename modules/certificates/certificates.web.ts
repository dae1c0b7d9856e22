import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { newId, preferences, Problem, problemFrom, useList, useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { CertificateFigures, CertificateView, LackingMember, UseAsked } from './certificates.schema.ts';
import type { HouseholdPapers, PapersHousehold, PrintInput } from './papers.schema.ts';

const AFTER_CHANGE = [
  '/api/certificates', '/api/certificates/lacking', '/api/certificates/figures', '/api/certificates/figures/members', '/api/papers', '/api/households/{id}/papers',
  '/api/households/{id}/history', '/api/households/{id}/timeline', '/api/coverage',
] as const;

export const useLacking = (division: string | undefined) => useList<LackingMember>('/api/certificates/lacking', { query: { division } });
export const useExpiring = (division: string | undefined, expiringBy: string) => useList<CertificateView>('/api/certificates', { query: { division, expiringBy } });
export const usePapersTodo = (division: string | undefined, state: 'make' | 'deliver') => useList<PapersHousehold>('/api/papers', { query: { division, state } });
export const useUse = (division: string | undefined) => useRead<CertificateFigures>('/api/certificates/figures', { query: { division } });
export const useUseMembers = (division: string | undefined, asked: UseAsked | null) =>
  useRead<{ items: { household: LackingMember['household']; member: LackingMember['member']; certificateId: string | null }[]; total: number }>(
    '/api/certificates/figures/members', { query: { division, asked: asked ?? undefined } }, { enabled: asked !== null });
export const useHouseholdPapers = (householdId: string) => useRead<HouseholdPapers>('/api/households/{id}/papers', { path: { id: householdId } });

/** One command about certificates or papers; afterwards every list that shows them is read again. */
export function useCertificatesWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: AFTER_CHANGE });
}

export function useRefreshCertificates(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(async () => { await Promise.all(AFTER_CHANGE.map((path) => cache.invalidateQueries({ queryKey: [path] }))); }, [cache]);
}

export interface PrintedFile {
  readonly url: string;
  readonly papers: number;
  readonly pages: number;
  /** Characters no typeface has; empty almost always. */
  readonly missing: string;
}

/** Asks for one PDF. @returns null where nothing is to be printed. @throws Problem */
export async function printPapers(order: Omit<PrintInput, 'id'>): Promise<PrintedFile | null> {
  const answer = await fetch('/api/papers', {
    method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': preferences().language }, body: JSON.stringify({ id: newId(), ...order }),
  }).catch((thrown: unknown) => { throw problemFrom(thrown); });
  if (!answer.ok) {
    const problem = new Problem(answer.status, (await answer.json().catch(() => ({}))) as Record<string, unknown>);
    if (problem.code === 'papers.none') return null;
    throw problem;
  }
  const header = (name: string): string => answer.headers.get(name) ?? '';
  return {
    url: URL.createObjectURL(await answer.blob()), papers: Number(header('x-papers')), pages: Number(header('x-pages')), missing: decodeURIComponent(header('x-missing')),
  };
}

/** Shows a PDF in a tab of its own, or saves it where the browser shows none. */
export function openFile(url: string, name: string): void {
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
}
