import { useText } from '../../platform/ui/text.web.ts';
import type { Spoken, Texts } from '../../platform/ui/text.schema.ts';
import type { Option } from './parts.tsx';

/** The entries of a closed list as choices, in the order of its words. */
export function useOptions<const T extends Texts>(texts: T): readonly Option<keyof T & string>[] {
  const t: Spoken<T> = useText(texts);
  return (Object.keys(texts) as (keyof T & string)[]).map((value) => ({ value, label: t[value] as string }));
}
