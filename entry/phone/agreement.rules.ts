import type { AccommodationKind, VisitKind } from './server.types.ts';

/** What a family asked for, as it is being filled in. */
export interface AgreementDraft {
  readonly kind: AccommodationKind | null;
  readonly accepted: VisitKind | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly reviewDay: string | null;
  readonly agreedBy: string;
  readonly words: string;
}

export function emptyAgreement(): AgreementDraft {
  return { kind: null, accepted: null, fromDay: null, toDay: null, reviewDay: null, agreedBy: '', words: '' };
}

export type MissingPart = 'kind' | 'agreedBy' | 'toDay';

/** What must be said before it can be asked. Days not to come need an end; everything else may go on until changed. */
export function missingIn(draft: AgreementDraft): MissingPart[] {
  const { kind, agreedBy, toDay } = draft;
  return [
    ...(kind ? [] : ['kind' as const]),
    ...(agreedBy.trim() ? [] : ['agreedBy' as const]),
    ...(kind === 'noDays' && !toDay ? ['toDay' as const] : []),
  ];
}

/** As the server wants it. The days not to come are the days themselves; the agreement about them goes on until they are over. */
export function agreementInput(draft: AgreementDraft, id: string, householdId: string, today: string): Record<string, unknown> {
  const { kind, accepted, toDay, reviewDay } = draft;
  const fromDay = draft.fromDay ?? today;
  const words = draft.words.trim();
  const takesChannel = kind === 'noHomeVisit' || kind === 'noFestival';
  return {
    id, householdId, kind, fromDay, agreedBy: draft.agreedBy.trim(),
    ...(kind === 'noDays' && { days: [{ from: fromDay, to: toDay }] }),
    ...(takesChannel && accepted && { accepted }),
    ...(toDay && { toDay }),
    ...(kind !== 'noDays' && reviewDay && { reviewDay }),
    ...(words && { words }),
  };
}
