import { useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';

/** One command about accounts, posts or organisations; afterwards their lists are read again. */
export function useAccountsWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: ['/api/accounts', '/api/organisations', '/api/sessions', '/api/session', '/api/tokens'] });
}
