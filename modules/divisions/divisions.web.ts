import { useRead } from '../../platform/ui/index.web.ts';
import type { Place } from '../../platform/ui/index.web.ts';
import type { DivisionView } from './divisions.schema.ts';

/** The places of the county one may choose from, as the kit's pickers want them. */
export function usePlaces(): readonly Place[] {
  const { data } = useRead<{ items: DivisionView[] }>('/api/divisions');
  return (data?.items ?? []).map(({ code, name, parentCode }) => ({ code, name, parent: parentCode }));
}
