import { useWrite } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import { useSession } from '../accounts/session.web.ts';

/** The county's office writes here; a township reads. */
export const useCountyOffice = (): boolean => useSession().posts.some(({ kind, division }) => division.level === 'county' && (kind === 'countyAdministrator' || kind === 'countyOfficer'));

/** One command about hospitals; afterwards every answer that names them is read again. */
export function useHospitalWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: ['/api/hospitals'] });
}

/** A choice of a closed list, in the reader's words. */
export const choicesOf = <K extends string>(keys: readonly K[], words: Readonly<Record<K, string>>) => keys.map((value) => ({ value, label: words[value] }));
