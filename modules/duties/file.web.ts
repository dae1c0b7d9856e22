import { useRead } from '../../platform/ui/index.web.ts';
import type { HouseholdDuties } from './duties.schema.ts';

/** What is owed to one household and why. */
export const useHouseholdDuties = (id: string) => useRead<HouseholdDuties>('/api/households/{id}/duties', { path: { id } });
