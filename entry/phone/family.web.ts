import { useQueryClient } from '@tanstack/react-query';
import { familyOf } from '../../modules/households/households.rules.ts';
import { useHousehold, useMyDuties, useOwed } from './reading.web.ts';
import type { DutyView, HouseholdFile, HouseholdLine } from './server.types.ts';

/**
 * A family's name and what is owed to it, from whatever is here already: the list the worker came from works without a network,
 * the household's own answer is fuller (what other roles owe).
 */
export function useFamily(householdId: string): { family: string; duties: readonly DutyView[] } {
  const cache = useQueryClient();
  const mine = useMyDuties().data?.filter(({ household }) => household.id === householdId) ?? [];
  const owed = useOwed(householdId).data;
  const lists = cache.getQueriesData<HouseholdLine[]>({ queryKey: ['households'] }).flatMap(([, lines]) => lines ?? []);
  const listed = lists.find(({ id }) => id === householdId)?.family;
  const duty = mine[0] ?? owed?.[0];
  const file = cache.getQueryData<HouseholdFile>(['household', householdId]);
  return { family: listed ?? file?.family ?? (duty ? familyOf(duty.household.name) : ''), duties: owed ?? mine };
}

/** The name where nothing is at hand yet, as on a page opened by its address. */
export function useFamilyName(householdId: string): string {
  const { family } = useFamily(householdId);
  const file = useHousehold(householdId);
  return family || (file.data?.family ?? '');
}
