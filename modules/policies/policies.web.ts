import { useRead } from '../../platform/ui/index.web.ts';
import type { Option } from '../../platform/ui/index.web.ts';
import { pick, useLanguage } from '../../platform/ui/index.web.ts';
import type { PackLine } from './packs.schema.ts';

export const usePacks = () => useRead<{ items: PackLine[] }>('/api/packs');

/** Every contact role the county's policies name, as choices; one that two policies call differently carries both words. */
export function useRoleOptions(): readonly Option[] {
  const language = useLanguage();
  const words = new Map<string, Set<string>>();
  for (const { id, title } of usePacks().data?.items.flatMap((pack) => pack.roles) ?? []) {
    words.set(id, (words.get(id) ?? new Set()).add(pick(title, language)));
  }
  return [...words].map(([value, titles]) => ({ value, label: [...titles].join(' / ') }));
}
