import { api, useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { HouseholdFile } from './households.schema.ts';

/** Answers that a change of one file makes old: the file and all that is worked out from it. */
const AFTER_CHANGE = [
  '/api/households/{id}', '/api/households/{id}/timeline', '/api/households/{id}/duties', '/api/households/{id}/contacts', '/api/households/{id}/history',
  '/api/households', '/api/duties', '/api/coverage', '/api/records',
] as const;

/** One household's file. */
export const useFile = (id: string) => useRead<HouseholdFile>('/api/households/{id}', { path: { id } });

/** One command on a file; afterwards everything about the household is read again. */
export function useFileWrite<Input, Output = HouseholdFile>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: AFTER_CHANGE });
}

/** Shows one sealed value; the server records who, what and why. */
export async function reveal(householdId: string, field: string, purpose: string): Promise<unknown> {
  const { value } = await api.post<{ value: unknown }>('/api/households/{id}/reveal', { path: { id: householdId }, body: { field, purpose } });
  return value;
}
