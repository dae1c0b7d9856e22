import { useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { ContractFigures } from './contracts.schema.ts';
import type { TeamView } from './teams.schema.ts';

/** Answers that a contract, a team or a service makes old. */
const AFTER_CHANGE = [
  '/api/contracts/members', '/api/contracts/figures', '/api/contracts', '/api/teams', '/api/services', '/api/health-files', '/api/households', '/api/households/{id}', '/api/households/{id}/duties',
  '/api/households/{id}/timeline', '/api/households/{id}/history', '/api/duties', '/api/coverage', '/api/coverage/members',
] as const;

/** One command about contracts or teams; afterwards every list that shows them is read again. */
export function useDoctorsWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: AFTER_CHANGE });
}

/** How many of a place, or of one team, wait for somebody. */
export const useContractFigures = (query: { readonly division: string | undefined; readonly team: string | undefined }) => useRead<ContractFigures>('/api/contracts/figures', { query });

/** The teams of the county that still take members. */
export const useTeams = (): readonly TeamView[] => useRead<{ items: TeamView[] }>('/api/teams').data?.items ?? [];

/** The teams the reader belongs to; one of them is meant unless another is chosen. */
export const useMyTeams = (): readonly TeamView[] => useRead<{ items: TeamView[] }>('/api/teams', { query: { mine: true } }).data?.items ?? [];

/** Names of the hospitals a doctor refers to: those the county designated. */
export const useReferralHospitals = (): readonly string[] => (useRead<{ items: { name: string }[] }>('/api/hospitals', { query: { designated: true } }).data?.items ?? []).map(({ name }) => name);

/** As a choice: its name and where it works. */
export const teamOption = ({ id, name, division }: TeamView) => ({ value: id, label: `${name}（${division.name}）` });
