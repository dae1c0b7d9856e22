import type { AccommodationKind } from './accommodations.schema.ts';

/** What a family asked for, while it is being written down. */
export interface AgreementDraft {
  readonly kind: AccommodationKind | null;
  readonly festivals: readonly string[];
  readonly days: { readonly from: string | null; readonly to: string | null };
  readonly accepted: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly reviewDay: string | null;
  readonly agreedBy: string;
  readonly words: string;
}

export const emptyAgreement = (today: string): AgreementDraft => ({
  kind: null, festivals: [], days: { from: null, to: null }, accepted: null, fromDay: today, toDay: null, reviewDay: null, agreedBy: '', words: '',
});

/** Where something else may take the place of a visit; without contact nothing does. */
export const takesInstead = (kind: AccommodationKind | null): boolean => kind === 'noFestival' || kind === 'noDays' || kind === 'noHomeVisit';

/** Kinds of contact on offer: never the one they asked not to have. */
export const offersOf = (kind: AccommodationKind | null): readonly ('home' | 'phone' | 'online' | 'message')[] =>
  kind === 'noHomeVisit' ? ['phone', 'online', 'message'] : ['home', 'phone', 'online', 'message'];

export type MissingAgreementPart = 'kind' | 'agreedBy' | 'days' | 'fromDay';

export function missingInAgreement({ kind, agreedBy, days, fromDay }: AgreementDraft): MissingAgreementPart[] {
  return [
    ...(kind ? [] : ['kind' as const]),
    ...(agreedBy.trim() ? [] : ['agreedBy' as const]),
    ...(kind === 'noDays' && (!days.from || !days.to || days.to < days.from) ? ['days' as const] : []),
    ...(fromDay ? [] : ['fromDay' as const]),
  ];
}

/** The body of POST /accommodations: only what belongs to the kind chosen, whatever was filled in for another before. */
export function agreementBody(draft: AgreementDraft, id: string, householdId: string): Record<string, unknown> {
  const { kind, festivals, days, accepted, fromDay, toDay, reviewDay, words } = draft;
  return {
    id, householdId, kind, fromDay, agreedBy: draft.agreedBy.trim(),
    ...(kind === 'noFestival' && festivals.length > 0 ? { festivals } : {}),
    ...(kind === 'noDays' ? { days: [days] } : {}),
    ...(accepted && takesInstead(kind) && (offersOf(kind) as readonly string[]).includes(accepted) ? { accepted } : {}),
    ...(toDay ? { toDay } : {}), ...(reviewDay ? { reviewDay } : {}), ...(words.trim() ? { words: words.trim() } : {}),
  };
}
