import { useQueryClient } from '@tanstack/react-query';
import { familyOf, includesDay } from '../../modules/households/households.rules.ts';
import { useHousehold, useMyDuties, useOwed, useToday } from './reading.web.ts';
import type { DutyView, HouseholdFile, HouseholdLine } from './server.types.ts';

/**
 * A family's name and what is owed to it, from whatever is here already: the list the worker came from works without a network,
 * the household's own answer is fuller (what other roles owe).
 */
export function useFamily(householdId: string): { family: string; callsOnly: boolean; duties: readonly DutyView[] } {
  const today = useToday();
  const cache = useQueryClient();
  const mine = useMyDuties().data?.filter(({ household }) => household.id === householdId) ?? [];
  const owed = useOwed(householdId).data;
  const lists = cache.getQueriesData<HouseholdLine[]>({ queryKey: ['households'] }).flatMap(([, lines]) => lines ?? []);
  const listed = lists.find(({ id }) => id === householdId);
  const duty = mine[0] ?? owed?.[0];
  const file = cache.getQueryData<HouseholdFile>(['household', householdId]);
  const agreed = file?.accommodations.some((each) => each.kind === 'noHomeVisit' && each.status === 'approved' && includesDay(each, today));
  return { callsOnly: agreed ?? listed?.callsOnly ?? false, family: listed?.family ?? file?.family ?? (duty ? familyOf(duty.household.name) : ''), duties: owed ?? mine };
}

/** The name where nothing is at hand yet, as on a page opened by its address. */
export function useFamilyName(householdId: string): string {
  const { family } = useFamily(householdId);
  const file = useHousehold(householdId);
  return family || (file.data?.family ?? '');
}
