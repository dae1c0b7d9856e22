import { useRead } from '../../platform/ui/index.web.ts';
import type { HouseholdContacts } from './contacts.schema.ts';

/** Who serves one household. */
export const useHouseholdContacts = (id: string) => useRead<HouseholdContacts>('/api/households/{id}/contacts', { path: { id } });
