import { useRead, useWrite } from '../../platform/ui/index.web.ts';
import type { Place } from '../../platform/ui/index.web.ts';
import type { WriteOptions } from '../../platform/ui/reading.web.ts';
import type { DivisionView } from './divisions.schema.ts';

/** The places of the county one may choose from, as the kit's pickers want them. */
export function usePlaces(): readonly Place[] {
  return (useDivisions().data?.items ?? []).map(placeOf);
}

/** Places under which another may be added. */
export function useParents(): readonly Place[] {
  return (useDivisions().data?.items ?? []).filter(({ level }) => level !== 'village').map(placeOf);
}

export const useDivisions = () => useRead<{ items: DivisionView[] }>('/api/divisions');

const placeOf = ({ code, name, parentCode }: DivisionView): Place => ({ code, name, parent: parentCode });

/** One command about a place; afterwards everything that names places is read again. */
export function usePlaceWrite<Input, Output>(send: (input: Input) => Promise<Output>, options: Omit<WriteOptions<Output>, 'refresh'> = {}) {
  return useWrite<Input, Output>(send, { ...options, refresh: ['/api/divisions', '/api/coverage', '/api/households', '/api/workers', '/api/accounts'] });
}
