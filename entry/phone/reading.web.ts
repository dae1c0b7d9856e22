import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useSession, useSessionQuery } from '../../modules/accounts/session.web.ts';
import { api } from '../../platform/ui/client.web.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import type { Problem } from '../../platform/ui/problem.web.ts';
import type { ContractMember, DutyView, HouseholdContacts, HouseholdFile, HouseholdLine, HouseholdPapers, ListOf, PatientList, Reminder, VisitView, TeamView } from './server.types.ts';
import { dayNow } from './today.rules.ts';

/** A refusal is an answer; only a lost connection or a broken server is tried again, and a phone does not nag. */
export function makeCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 24 * 3_600_000, retry: (count, error) => count < 2 && [0, 502, 503, 504].includes(problemFrom(error).status) },
    },
  });
}

function useRead<T>(key: readonly unknown[], read: () => Promise<T>): UseQueryResult<T, Problem> {
  return useQuery<T, Problem>({ queryKey: key, queryFn: read });
}

const PAGE = 200;
// 2,000 rows are far more than one worker's; an account that sees more uses the search.
const PAGES = 10;

async function readAll<Item>(path: string, query: Readonly<Record<string, string>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer: ListOf<Item> = await api.get(path, { query: { ...query, limit: PAGE, after } });
    items.push(...answer.items);
    if (!answer.next) break;
    after = answer.next;
  }
  return items;
}

/** The worker's duties that are open, done in a time still running, or over their day. */
export function useMyDuties(): UseQueryResult<DutyView[], Problem> {
  const { workerId } = useSession();
  const today = useToday();
  return useRead(['duties', workerId, today], async () => {
    if (!workerId) return [];
    const [current, over] = await Promise.all([
      readAll<DutyView>('/api/duties', { worker: 'me', state: 'open,met', from: today }),
      readAll<DutyView>('/api/duties', { worker: 'me', state: 'missed,attempted,vacant' }),
    ]);
    return [...current, ...over];
  });
}

/** The worker's own households; for an account that serves none itself, those found by the words. */
export function useMyHouseholds(words: string): UseQueryResult<HouseholdLine[], Problem> {
  const { workerId, posts } = useSession();
  const search = workerId ? '' : words.trim();
  // A family doctor's are those assigned and those under contract with the team: all that the server shows them, and nothing beside.
  const doctor = posts.length > 0 && posts.every(({ kind }) => kind === 'familyDoctor');
  return useQuery<HouseholdLine[], Problem>({
    queryKey: ['households', workerId, search, doctor],
    queryFn: () => (workerId ? readAll('/api/households', doctor ? {} : { worker: 'me' }) : firstPage(search)),
    placeholderData: keepPreviousData,
  });
}

async function firstPage(search: string): Promise<HouseholdLine[]> {
  const answer = await api.get<ListOf<HouseholdLine>>('/api/households', { query: { limit: 50, ...(search && { search }) } });
  return [...answer.items];
}

/** Each member of a household with the contract that speaks for them. */
export function useContracts(id: string): UseQueryResult<ContractMember[], Problem> {
  return useRead(['contracts', id], async () => [...(await api.get<ListOf<ContractMember>>('/api/contracts/members', { query: { household: id } })).items]);
}

const NOBODY: PatientList = { packages: [], items: [] };

/** Everybody under contract with this doctor's team, taken along with the list: at the door there may be no network. Nobody for those who are no doctors. */
export function usePatients(): UseQueryResult<PatientList, Problem> {
  const doctor = useSession().rights.includes('health.write');
  return useRead(['patients', doctor], () => (doctor ? api.get<PatientList>('/api/services/patients') : Promise.resolve(NOBODY)));
}

/** Prescriptions that end soon, the soonest first. */
export function useReminders(): UseQueryResult<Reminder[], Problem> {
  const doctor = useSession().rights.includes('health.write');
  return useRead(['reminders', doctor], () => (doctor ? readAll<Reminder>('/api/services', { due: 'true' }) : Promise.resolve([])));
}

/** Names of the hospitals a doctor refers to: those the county designated, taken along like the patients. */
export function useReferralHospitals(): UseQueryResult<string[], Problem> {
  const doctor = useSession().rights.includes('health.write');
  return useRead(['hospitals', doctor], async () => (doctor ? (await api.get<ListOf<{ name: string }>>('/api/hospitals', { query: { designated: 'true' } })).items.map(({ name }) => name) : []));
}

/** The papers of a household as they stand today. */
export function usePapers(id: string): UseQueryResult<HouseholdPapers, Problem> {
  return useRead(['papers', id], () => api.get('/api/households/{id}/papers', { path: { id } }));
}

/** The family-doctor teams this person belongs to. */
export function useMyTeams(): UseQueryResult<TeamView[], Problem> {
  return useRead(['teams'], async () => [...(await api.get<ListOf<TeamView>>('/api/teams', { query: { mine: true } })).items]);
}

export function useHousehold(id: string): UseQueryResult<HouseholdFile, Problem> {
  return useRead(['household', id], () => api.get('/api/households/{id}', { path: { id } }));
}

export function useContacts(id: string): UseQueryResult<HouseholdContacts, Problem> {
  return useRead(['contacts', id], () => api.get('/api/households/{id}/contacts', { path: { id } }));
}

/** What everybody owes this household from today on, soonest first. */
export function useOwed(id: string): UseQueryResult<DutyView[], Problem> {
  return useRead(['owed', id], async () => (await api.get<{ items: DutyView[] }>('/api/households/{id}/duties', { path: { id } })).items);
}

export function useVisits(id: string): UseQueryResult<VisitView[], Problem> {
  return useRead(['visits', id], async () => [...(await api.get<ListOf<VisitView>>('/api/visits', { query: { household: id, limit: 10 } })).items]);
}

/** One look at the family's number, recorded by the server. Rejects with `field.unknown` when none is on file. */
export async function phoneOf(householdId: string): Promise<string> {
  const { value } = await api.post<{ value: string }>('/api/households/{id}/reveal', { path: { id: householdId }, body: { field: 'phone', purpose: 'call' } });
  return value;
}

/** The civil day now, also on a page left open overnight. */
export function useToday(): string {
  const { today } = useSession();
  const { dataUpdatedAt } = useSessionQuery();
  return useSyncExternalStore(onLook, () => dayNow(today, dataUpdatedAt || Date.now(), Date.now()));
}

function onLook(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

export function useOnline(): boolean {
  return useSyncExternalStore(onConnection, () => navigator.onLine);
}

function onConnection(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
