import type { HEALTH, MOODS, NEEDS, OUTCOMES, PURPOSES, VISIT_KINDS, VisitView } from './visits.schema.ts';

export type VisitKind = (typeof VISIT_KINDS)[number];
export type Need = (typeof NEEDS)[number];

/** A visit while it is being filled in. Null and empty mean "not asked", and nothing is chosen beforehand. */
export interface VisitDraft {
  readonly kind: VisitKind | null;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly day: string | null;
  readonly purposes: readonly (typeof PURPOSES)[number][];
  readonly participants: readonly string[];
  readonly health: (typeof HEALTH)[number] | null;
  readonly mood: (typeof MOODS)[number] | null;
  readonly needs: readonly Need[];
  readonly note: string;
  readonly lateReason: string;
}

/** @param workerId who fills it in, if the household is theirs to serve; nearly always they took part */
export function emptyVisit(today: string, workerId: string | null): VisitDraft {
  return {
    kind: null, outcome: null, day: today, purposes: ['routine'], participants: workerId ? [workerId] : [], health: null, mood: null, needs: [], note: '', lateReason: '',
  };
}

/** A voided visit as the beginning of the right one. */
export function draftFrom(visit: VisitView): VisitDraft {
  return {
    kind: visit.kind, outcome: visit.outcome, day: visit.day, purposes: visit.purposes as VisitDraft['purposes'],
    participants: visit.participants.filter((one) => !one.declined).map((one) => one.workerId),
    health: visit.health, mood: visit.mood, needs: visit.needs as Need[], note: visit.note ?? '', lateReason: visit.lateReason,
  };
}

export type MissingVisitPart = 'kind' | 'outcome' | 'day' | 'participants';

/** What has to be said before it can be saved. */
export function missingInVisit(draft: VisitDraft): MissingVisitPart[] {
  return [
    ...(draft.kind ? [] : ['kind' as const]),
    ...(draft.outcome ? [] : ['outcome' as const]),
    ...(draft.day ? [] : ['day' as const]),
    ...(draft.participants.length > 0 ? [] : ['participants' as const]),
  ];
}

/** 「没有」 and a need shut each other out; the choice made last stands. */
export function chosenNeeds(before: readonly Need[], chosen: readonly Need[]): readonly Need[] {
  const added = chosen.find((need) => !before.includes(need));
  if (added === 'none') return ['none'];
  return chosen.filter((need) => need !== 'none' || chosen.length === 1);
}

export interface VisitTarget {
  readonly id: string;
  readonly householdId: string;
  readonly corrects?: string | undefined;
}

/** The body of POST /visits. What was learnt is sent only when somebody was reached. */
export function visitBody(draft: VisitDraft, { id, householdId, corrects }: VisitTarget): Record<string, unknown> {
  const { kind, outcome, day, participants, lateReason } = draft;
  const note = draft.note.trim();
  const learnt = outcome === 'reached' ? {
    ...(draft.health ? { health: draft.health } : {}), ...(draft.mood ? { mood: draft.mood } : {}), ...(draft.needs.length > 0 ? { needs: draft.needs } : {}),
  } : {};
  return {
    id, householdId, day, kind, outcome, participants, purposes: draft.purposes.length > 0 ? draft.purposes : ['routine'], ...learnt,
    ...(note ? { note } : {}), ...(lateReason.trim() ? { lateReason: lateReason.trim() } : {}), ...(corrects ? { corrects } : {}),
  };
}
