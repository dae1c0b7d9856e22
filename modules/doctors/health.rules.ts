import type { HealthKind } from './health.schema.ts';

/** An entry as it is being filled in. */
export interface HealthDraft { readonly kind: HealthKind | ''; readonly choice: string; readonly words: string; readonly day: string | null }

/** Kinds that ask for one of a closed list, and what it is called in the input. */
const CHOICES = { condition: 'group', selfCare: 'level', special: 'special' } as const;
export const choiceOf = (kind: HealthKind | ''): 'group' | 'level' | 'special' | null => (kind in CHOICES ? CHOICES[kind as keyof typeof CHOICES] : null);

export function missingInHealth({ kind, choice, words, day }: HealthDraft): ('kind' | 'choice' | 'words' | 'day')[] {
  const chosen = choiceOf(kind);
  return [
    ...(kind ? [] : ['kind' as const]), ...(chosen && !choice ? ['choice' as const] : []), ...(kind && !chosen && !words.trim() ? ['words' as const] : []), ...(day ? [] : ['day' as const]),
  ];
}

export function healthBody({ kind, choice, words, day }: HealthDraft, of: { readonly id: string; readonly memberId: string; readonly replaces: string | null }): object {
  const chosen = choiceOf(kind);
  return { id: of.id, memberId: of.memberId, kind, day, words: words.trim(), ...(chosen && { [chosen]: choice }), ...(of.replaces && { replaces: of.replaces }) };
}
