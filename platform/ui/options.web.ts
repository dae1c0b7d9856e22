import type { Option } from './fields.tsx';
import type { Spoken, Texts } from './text.schema.ts';
import { useText } from './text.web.ts';

/** The entries of a closed list as choices, in the order of its words. */
export function useOptions<const T extends Texts>(texts: T): readonly (Option & { readonly value: keyof T & string })[] {
  const t: Spoken<T> = useText(texts);
  return (Object.keys(texts) as (keyof T & string)[]).map((value) => ({ value, label: t[value] as string }));
}
