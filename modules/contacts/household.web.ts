import { useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { HouseholdContacts } from './contacts.schema.ts';

/** Answers that a change of contacts makes old: the household's own and every list of who serves whom. */
const AFTER_ASSIGNMENT = [
  '/api/households/{id}/contacts', '/api/households/{id}', '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/history',
  '/api/households', '/api/contacts/workers', '/api/contacts/vacancies', '/api/contacts/to-tell', '/api/duties', '/api/coverage',
] as const;

/** Who serves one household. */
export const useHouseholdContacts = (id: string) => useRead<HouseholdContacts>('/api/households/{id}/contacts', { path: { id } });

/** A command that changes who serves whom. */
export function useContactWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: { saved?: string | false; onDone?: (output: Output) => void } = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: AFTER_ASSIGNMENT });
}
