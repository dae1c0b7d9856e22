import { useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';

/** Answers that a change of who serves whom makes old. */
const AFTER_CHANGE = [
  '/api/contacts/workers', '/api/contacts/vacancies', '/api/contacts/to-tell', '/api/territory-assignments', '/api/workers', '/api/households', '/api/households/{id}', '/api/households/{id}/contacts',
  '/api/households/{id}/duties', '/api/households/{id}/timeline', '/api/households/{id}/history', '/api/duties', '/api/coverage',
] as const;

/** One command about contacts or workers; afterwards every list that shows them is read again. */
export function useContactsWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: AFTER_CHANGE });
}
